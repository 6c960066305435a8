//! Documents that tests read: made ones, and those of the folder that several projects share.

use std::path::{Path, PathBuf};

/// A short report of its own content for each number.
pub fn report(number: usize) -> String {
    let (value, growth) = (1000 + number * 37, number % 9 + 1);
    format!(
        "柳州市人民政府工作报告\n\n——2021年2月1日在柳州市第十四届人民代表大会第{}次会议上\n\n各位代表：\n\n\
         一、2020年工作回顾\n\n全市实现地区生产总值{value}.{growth}亿元，增长{growth}.5%。新建学校{}所。\n\n\
         二、2021年工作安排\n\n地区生产总值增长{growth}%以上（牵头单位：市发展改革委；责任单位：市财政局）。\n",
        number + 1,
        number + 3,
    )
}

/// What is at a path in the folder that several projects share beside this one, if it is there; in CI it has to be.
///
/// The empty path stands for the folder itself.
pub fn shared(path: &str) -> Option<PathBuf> {
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if full.exists() {
        return Some(full);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", full.display());
    println!("skipped: {} is missing", full.display());
    None
}
