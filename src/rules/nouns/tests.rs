use super::*;

#[track_caller]
fn is_before(stretch: &str, name: &str, forms: &[&str]) {
    let noun = before(stretch, stretch.len()).unwrap_or_else(|| panic!("{stretch} ends in a name"));
    assert_eq!(noun.name, name, "{stretch}");
    for form in forms {
        assert!(
            noun.forms.iter().any(|f| f == form),
            "{stretch}: {form} not in {:?}",
            noun.forms
        );
    }
}

#[test]
fn names_before_a_number_lose_their_verbs() {
    is_before("全市实现地区生产总值", "地区生产总值", &[]);
    is_before("累计发放稳岗返还资金", "稳岗返还资金", &["发放稳岗返还资金"]);
    is_before("新建中小学、幼儿园", "中小学、幼儿园", &["新建中小学、幼儿园"]);
    is_before("“三企入桂”签约项目", "“三企入桂”签约项目", &[]);
    is_before("新能源汽车产量", "新能源汽车产量", &[]);
    is_before("中欧班列开行", "中欧班列开行", &["中欧班列"]);
    is_before("、质检中心", "质检中心", &[]);
    is_before("国务院各部门共清理涉外规章", "涉外规章", &["清理涉外规章"]);
    is_before("城市建成区绿地率", "城市建成区绿地率", &[]);
    is_before("2002年末消费贷款余额", "消费贷款余额", &[]);
    is_before("2007年技改投入", "技改投入", &[]);
}

#[test]
fn what_is_counted_ends_before_its_verb() {
    let noun = after("贫困村全部出列", None).unwrap();
    assert_eq!(noun.name, "贫困村");
    let noun = after("老旧小区改造焕新", Some("完成")).unwrap();
    assert_eq!(noun.name, "老旧小区");
    assert!(noun.forms.iter().any(|f| f == "老旧小区改造"));
    assert_eq!(after("“为民优服务”事项", None).unwrap().name, "“为民优服务”事项");
    assert_eq!(after("，增长5%", None), None);
}

#[test]
fn empty_words_name_nothing() {
    assert_eq!(before("其中", 6), None);
    assert_eq!(before("三、全市", 12), None);
}
