use super::*;
use crate::rules::testing::{read, reads, refuses};

const HEAD: &str = "——2021年3月28日在柳州市第十四届人民代表大会第六次会议上\n一、2020年工作回顾\n";

/// Measures of a text in the review.
#[track_caller]
fn check(text: &str, expect: &[&str]) {
    reads(&RULE, &format!("{HEAD}{text}"), expect);
}

#[test]
fn level_and_growth() {
    check(
        "全市实现地区生产总值3176.9亿元，增长1.5%，其中：第二产业增加值1501.1亿元，下降1.3%。",
        &[
            "地区生产总值 Level Exactly 3176.9亿元 - actual",
            "地区生产总值 Growth Exactly 1.5% - actual",
            "第二产业增加值 Level Exactly 1501.1亿元 - actual",
            "第二产业增加值 Growth Exactly -1.3% - actual",
        ],
    );
}

#[test]
fn comparators() {
    check(
        "固定资产投资突破1700亿元。",
        &["固定资产投资 Level MoreThan 1700亿元 - actual"],
    );
    check(
        "社会消费品零售总额增长15%以上。",
        &["社会消费品零售总额 Growth AtLeast 15% - actual"],
    );
    check(
        "城镇登记失业率控制在4.5%以内。",
        &["城镇登记失业率 Share AtMost 4.5% - actual"],
    );
    check("地区生产总值增长5%—6%。", &["地区生产总值 Growth Range 5~6% - actual"]);
    check("森林覆盖率约67%。", &["森林覆盖率 Share About 67% - actual"]);
}

#[test]
fn periods_from_words() {
    check(
        "“十三五”时期，地区生产总值年均增长6.5%。",
        &["地区生产总值 Growth Exactly 6.5% 2016-2020 actual"],
    );
    check(
        "2019年，财政收入382.68亿元。",
        &["财政收入 Level Exactly 382.68亿元 2019 actual"],
    );
}

#[test]
fn tasks_are_targets() {
    let got = read(
        &RULE,
        "——2021年3月28日在柳州市第十四届人民代表大会第六次会议上\n三、2021年重点工作\n力争地区生产总值增长7%。",
    );
    assert_eq!(got.len(), 1);
    assert!(got[0].ends_with("Growth Exactly 7% - target"), "{got:?}");
}

#[test]
fn lists_with_respective_numbers() {
    check(
        "规模以上工业增加值、固定资产投资、社会消费品零售总额分别增长7.8%、10%、8.8%。",
        &[
            "规模以上工业增加值 Growth Exactly 7.8% - actual",
            "固定资产投资 Growth Exactly 10% - actual",
            "社会消费品零售总额 Growth Exactly 8.8% - actual",
        ],
    );
    check(
        "城镇、农村居民人均可支配收入年均分别增长6.4%和9.4%。",
        &[
            "城镇居民人均可支配收入 Growth Exactly 6.4% - actual",
            "农村居民人均可支配收入 Growth Exactly 9.4% - actual",
        ],
    );
    check("三条线分别达到5万吨和6万吨。", &[]);
}

#[test]
fn from_one_value_to_another() {
    check(
        "森林覆盖率由2010年的21.6%提高到25.2%。",
        &[
            "森林覆盖率 ChangeFrom Exactly 21.6% 2010 actual",
            "森林覆盖率 Share Exactly 25.2% - actual",
        ],
    );
    check(
        "财政收入从3.16万亿元增加到8.31万亿元。",
        &[
            "财政收入 ChangeFrom Exactly 3.16万亿元 ? actual",
            "财政收入 Level Exactly 8.31万亿元 - actual",
        ],
    );
}

#[test]
fn what_is_new_is_a_change() {
    check(
        "净增规模以上工业企业150家。",
        &["规模以上工业企业 Growth Exactly 150家 - actual"],
    );
}

#[test]
fn idioms_are_no_measures() {
    check(
        "过去一年任务十分艰巨，三年行动、九年义务教育扎实推进，百亿级订单、220千伏变电站加快建设。",
        &[],
    );
}

#[test]
fn counts_mint_an_indicator() {
    check("348个贫困村全部出列。", &["贫困村 Level Exactly 348个 - actual"]);
}

#[test]
fn names_and_dates_are_no_measures() {
    refuses(
        &RULE,
        &format!("{HEAD}“5+5”产业体系加快构建，15分钟生活圈、5A级景区建设稳步推进。"),
    );
    refuses(
        &RULE,
        &format!("{HEAD}根据国发〔2014〕51号文件，12月31日召开第六次会议。"),
    );
    refuses(&RULE, &format!("{HEAD}“十四五”规划编制完成。"));
}

/// Measures of a text in a look back on five years.
#[track_caller]
fn looks_back(text: &str, expect: &[&str]) {
    const HEAD: &str = "——2017年2月26日在阜平县第十七届人民代表大会第一次会议上\n一、过去五年工作回顾\n";
    reads(&RULE, &format!("{HEAD}{text}"), expect);
}

#[test]
fn what_was_done_in_five_years_is_of_all_of_them() {
    looks_back(
        "五年来，封堵非法排污口44个，实际建成公路20公里，桥梁3座。",
        &[
            "非法排污口 Level Exactly 44个 2012-2016 actual",
            "实际建成公路 Level Exactly 20公里 2012-2016 actual",
            "桥梁 Level Exactly 3座 2012-2016 actual",
        ],
    );
    looks_back(
        "五年来，森林覆盖率达到43%，规模以上工业企业达到47家。",
        &[
            "森林覆盖率 Share Exactly 43% 2016 actual",
            "规模以上工业企业 Level Exactly 47家 2016 actual",
        ],
    );
    looks_back(
        "2016年，建设公路20公里。粮食生产连续四年丰收。",
        &[
            "建设公路 Level Exactly 20公里 2016 actual",
            "粮食生产连续丰收 Duration Exactly 4年 2013-2016 actual",
        ],
    );
}

#[test]
fn years_of_comparison_are_no_periods() {
    looks_back(
        "2016年同2011年相比，钢产量增长42%。",
        &["钢产量 Growth Exactly 42% 2016 actual"],
    );
    looks_back(
        "财政收入从2011年的2亿元增加到2016年的5亿元，年均增长20%。",
        &[
            "财政收入 ChangeFrom Exactly 2亿元 2011 actual",
            "财政收入 Level Exactly 5亿元 2016 actual",
            "财政收入 Growth Exactly 20% 2012-2016 actual",
        ],
    );
}

#[test]
fn goals_are_reached_at_the_end() {
    let got = read(
        &RULE,
        "——2021年7月28日在顺平县第十八届人民代表大会第一次会议上\n二、今后五年任务目标\n常住人口城镇化率达到55%。建设公园10个。失业率控制在4.5%以内。",
    );
    let times: Vec<&str> = got.iter().filter_map(|line| line.rsplit(' ').nth(1)).collect();
    assert_eq!(times, ["2025", "-", "-"], "{got:?}");
}

#[test]
fn works_that_are_not_done_are_targets() {
    check(
        "投资1.4亿元的西出口道路工程进展顺利。",
        &["投资 Level Exactly 1.4亿元 - target"],
    );
    check(
        "投资1.4亿元的西出口道路工程建成通车。",
        &["投资 Level Exactly 1.4亿元 - actual"],
    );
    check("投资1.4亿元改造西出口道路。", &["投资 Level Exactly 1.4亿元 - actual"]);
}

#[test]
fn one_number_of_two_and_two_of_one() {
    check(
        "城乡居民人均可支配收入分别增长7.5%。",
        &[
            "城镇居民人均可支配收入 Growth Exactly 7.5% - actual",
            "农村居民人均可支配收入 Growth Exactly 7.5% - actual",
        ],
    );
    check(
        "城乡居民人均可支配收入年均增长7.5%。",
        &["城乡居民人均可支配收入 Growth Exactly 7.5% - actual"],
    );
    check(
        "城镇老旧小区改造44个25319户。",
        &[
            "老旧小区改造 Level Exactly 44个 - actual",
            "老旧小区改造 Level Exactly 25319户 - actual",
        ],
    );
}

#[test]
fn changes_of_a_list_before() {
    check(
        "城镇、农村居民人均可支配收入分别达到40158元、22049元，增长10.3%、19.5%。",
        &[
            "城镇居民人均可支配收入 Level Exactly 40158元 - actual",
            "农村居民人均可支配收入 Level Exactly 22049元 - actual",
            "城镇居民人均可支配收入 Growth Exactly 10.3% - actual",
            "农村居民人均可支配收入 Growth Exactly 19.5% - actual",
        ],
    );
    check(
        "进出口总额16亿美元，实际利用外资1539万美元，分别增长21.6%、159.5%。",
        &[
            "进出口总额 Level Exactly 16亿美元 - actual",
            "实际利用外资 Level Exactly 1539万美元 - actual",
            "进出口总额 Growth Exactly 21.6% - actual",
            "实际利用外资 Growth Exactly 159.5% - actual",
        ],
    );
}

#[test]
fn the_higher_goal_after_a_goal() {
    let head = "——2021年3月28日在柳州市第十四届人民代表大会第六次会议上\n三、2021年重点工作\n";
    reads(
        &RULE,
        &format!(
            "{head}今年预期目标是：地区生产总值增长5.5%、力争6%以上，固定资产投资增长7%，力争9%，单位能耗下降2%。"
        ),
        &[
            "地区生产总值 Growth Exactly 5.5% 2021 target",
            "地区生产总值 Growth AtLeast 6% 2021 target",
            "固定资产投资 Growth Exactly 7% 2021 target",
            "固定资产投资 Growth Exactly 9% 2021 target",
            "单位GDP能耗 Growth Exactly -2% 2021 target",
        ],
    );
    // Of another unit it is a goal of its own.
    reads(
        &RULE,
        &format!("{head}地区生产总值增长5.5%、力争20个项目开工。"),
        &[
            "地区生产总值 Growth Exactly 5.5% - target",
            "开工项目 Level Exactly 20个 - target",
        ],
    );
}

#[test]
fn sectors_in_a_ratio() {
    check(
        "三次产业结构由8.7∶41.2∶50.1调整为7.4∶39.6∶53。",
        &[
            "第一产业占比 ChangeFrom Exactly 8.7% ? actual",
            "第二产业占比 ChangeFrom Exactly 41.2% ? actual",
            "第三产业占比 ChangeFrom Exactly 50.1% ? actual",
            "第一产业占比 Share Exactly 7.4% - actual",
            "第二产业占比 Share Exactly 39.6% - actual",
            "第三产业占比 Share Exactly 53% - actual",
        ],
    );
    check("产业结构调整，会议8:30开始。", &[]);
}

#[test]
fn sizes_of_trades() {
    check(
        "打造百亿级化工产业集群，千亿级产业集群规模不断壮大。",
        &[
            "化工产业集群规模 Level Exactly 100亿元 - actual",
            "产业集群规模 Level Exactly 1000亿元 - actual",
        ],
    );
    check("百亿级订单到手。", &[]);
}
