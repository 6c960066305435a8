//! Runs the command in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A temporary folder in which `govkg` is run; the store is `govkg.db` in it.
pub struct Place {
    folder: tempfile::TempDir,
}

/// What a run gave.
#[derive(Debug)]
pub struct Ran {
    /// The exit code; none if it was killed.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Place {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn join(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, with the folders it stands in.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_govkg"));
        command.current_dir(self.path()).args(arguments);
        for variable in ["GOVKG_STORE", "RAYON_NUM_THREADS"] {
            command.env_remove(variable);
        }
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.command(arguments).output().unwrap().into()
    }

    /// Runs and expects success.
    #[track_caller]
    pub fn good(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, Some(0), "{arguments:?}: {ran:?}");
        ran.out
    }

    /// The sorted dump of everything in the store.
    #[track_caller]
    pub fn dump(&self) -> String {
        self.good(&["export"])
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

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

/// The folder that several projects share beside this one, if it is there; in CI it has to be.
pub fn shared(path: &str) -> Option<PathBuf> {
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if full.exists() {
        return Some(full);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", full.display());
    println!("skipped: {} is missing", full.display());
    None
}
