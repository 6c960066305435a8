//! The weights that names are read with, and how they are made.

use std::path::Path;

use govkg::labels::{Kind, Known, Labels, Model};
use govkg::learn::{self, Settings};
use govkg::lexicon::Lexicon;
use govkg::relate::Relations;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_weights_are_those_of_the_annotations() {
    let annotations = learn::fingerprint(&root().join("training")).unwrap();
    let labels = Labels::default();
    let relations = Relations::default();
    for made_from in [
        labels.model().fingerprint(),
        labels.nested().fingerprint(),
        relations.model().fingerprint(),
    ] {
        assert_eq!(
            made_from, annotations,
            "`govkg train --shared ../shared` makes models/ anew"
        );
    }
}

#[test]
fn the_weights_are_small() {
    for file in std::fs::read_dir(root().join("models")).unwrap().flatten() {
        let size = file.metadata().unwrap().len();
        assert!(size <= 5_000_000, "{}: {size} bytes", file.path().display());
    }
}

/// A text with its annotations, in a folder of its own.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    std::fs::create_dir(folder.path().join("small")).unwrap();
    write(
        "INDEX.tsv",
        "folder\tdocument\tstart\tend\tannotated\nsmall\treport.txt\t\t\tentities relations\n",
    );
    write(
        "small/entities.tsv",
        "type\tname\taliases\tquote\nproject\t官塘大桥\t\t加快推进官塘大桥建设\nprogramme\t“强州城”战略\t\t深入实施“强州城”战略\n",
    );
    write(
        "small/relations.tsv",
        "subject\tpredicate\tobject\tquote\n官塘大桥\tstatus\tongoing\t加快推进官塘大桥建设\n",
    );
    write(
        "report.txt",
        &"加快推进官塘大桥建设。深入实施“强州城”战略，发展稳中向好。\n".repeat(4),
    );
    folder
}

#[test]
fn training_is_deterministic() {
    let folder = folder();
    let words = Lexicon::load(&[]).unwrap();
    let train = || {
        let texts = learn::read(folder.path(), folder.path(), &[], &words).unwrap();
        learn::train(&texts, Settings::default())
    };
    let bytes = train();
    assert_eq!(bytes, train());
    let labels = Labels::with(Model::read(&bytes).unwrap(), Model::default(), Known::default());
    let found = labels.label("加快推进官塘大桥建设。", &[]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].kind, Kind::Project);
}

#[test]
fn an_index_that_is_wrong_says_where() {
    let folder = folder();
    std::fs::write(folder.path().join("INDEX.tsv"), "folder\tdocument\nsmall\n").unwrap();
    let words = Lexicon::load(&[]).unwrap();
    let error = learn::read(folder.path(), folder.path(), &[], &words).unwrap_err();
    assert!(error.to_string().contains("INDEX.tsv"), "{error}");
}
