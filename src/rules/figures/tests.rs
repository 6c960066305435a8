use super::*;
use crate::rules::numbers::amounts;
use crate::rules::testing::words;

#[track_caller]
fn check(clause: &str, expect: &[(&str, &str, Form)]) {
    let found: Vec<(String, String, Form)> = amounts(clause, 0, words())
        .into_iter()
        .map(|a| {
            (
                a.value.to_string(),
                a.unit.map_or(String::new(), |unit| unit.label),
                a.form,
            )
        })
        .collect();
    let found: Vec<(&str, &str, Form)> = found.iter().map(|(v, u, f)| (v.as_str(), u.as_str(), *f)).collect();
    assert_eq!(found, expect, "{clause}");
}

#[test]
fn ranks() {
    check("总量居全国第12位", &[("12", "位", Form::Rank)]);
    check("增速全区第一", &[("1", "", Form::Rank)]);
    check("位居全省首位", &[("1", "位", Form::Rank)]);
    check("进入全国前十", &[("10", "", Form::Rank)]);
    check("第一产业增加值", &[]);
    check("召开第六次会议", &[]);
    check("把安全放在首位", &[]);
    check("把农业放在经济工作的首位", &[]);
    check("坚持质量第一、效益优先", &[]);
    check("第一、第二产业的发展", &[]);
    check(
        "增速居全省第一、第二位",
        &[("1", "", Form::Rank), ("2", "位", Form::Rank)],
    );
}

#[test]
fn shares_and_multiples_in_words() {
    check("占比百分之五", &[("5", "%", Form::Plain)]);
    check("增长八成以上", &[("80", "%", Form::Plain)]);
    check("占全区四分之一以上", &[("25", "%", Form::Plain)]);
    check("保持两位数增长", &[("10", "%", Form::Growth)]);
    check("比2010年翻一番", &[("2", "倍", Form::Times)]);
    check("翻两番", &[("4", "倍", Form::Times)]);
    check("三成立", &[]);
    check("完成过半", &[("50", "%", Form::Plain)]);
}

#[test]
fn bare_scales_need_a_verb() {
    check("产值突破千亿元", &[("1", "千亿元", Form::Plain)]);
    check("总数超万户", &[("1", "万户", Form::Plain)]);
    check("千方百计", &[]);
    check("实施百项科技项目", &[("100", "项", Form::Plain)]);
    check("培育百强企业", &[]);
    check("万亿城市", &[]);
    check("打造百亿级化工产业集群", &[("100", "亿元", Form::Size)]);
    check("百亿级订单", &[]);
}

#[test]
fn so_many_great_ones() {
    check("三大港口、四大港区", &[("3", "", Form::Plain), ("4", "", Form::Plain)]);
    check("党的二十大精神", &[]);
    check("以十四大为标志", &[]);
    check("十大攻坚战", &[]);
    check("三大任务", &[]);
}

#[test]
fn people_and_time() {
    check("帮助5.4万就业困难人员就业", &[("5.4", "万人", Form::Plain)]);
    check("惠及43万儿童", &[("43", "万人", Form::Plain)]);
    check("对3400多贫困户进行帮扶", &[("3400", "户", Form::Plain)]);
    check("2021农户", &[("2021", "户", Form::Plain)]);
    check("连续16年上调养老金", &[("16", "年", Form::Duration)]);
    check("三年行动", &[]);
}

#[test]
fn scales_and_units_apart() {
    check("1.4万余家企业", &[("1.4", "万家", Form::Plain)]);
    check("带动1亿多元投资", &[("1", "亿元", Form::Plain)]);
    check(
        "分别提升7.4、2.8个百分点",
        &[("7.4", "个百分点", Form::Plain), ("2.8", "个百分点", Form::Plain)],
    );
    check("优良天数达到176天", &[("176", "天", Form::Plain)]);
    check("历经176天鏖战", &[]);
}
