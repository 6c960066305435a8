//! From a place to bytes, with the reason when there are none worth reading.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use super::inputs::{Place, unreadable};
use super::size::Size;
use crate::store::{causes, http_client};
use crate::text;

/// How long a page may take to arrive.
const TIMEOUT: Duration = Duration::from_secs(60);
/// What is looked at to tell text from something else.
const HEAD: usize = 64 << 10;

/// Reads the bytes; else what is wrong, and what to do.
pub(super) fn fetch(place: &Place, max_size: Size) -> Result<Vec<u8>, String> {
    let bytes = match place {
        Place::File(path) => read(path, max_size)?,
        Place::Given(bytes) if bytes.len() as u64 > max_size.bytes() => return Err(too_large(None, max_size)),
        Place::Given(bytes) => bytes.clone(),
        Place::Url(url) => download(url, max_size)?,
    };
    check(&bytes)?;
    Ok(bytes)
}

fn read(path: &Path, max_size: Size) -> Result<Vec<u8>, String> {
    let file = File::open(path).map_err(|e| unreadable(&e))?;
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    if size > max_size.bytes() {
        return Err(too_large(Some(size), max_size));
    }
    take(file, size, max_size)?.map_err(|e| unreadable(&e))
}

fn download(url: &str, max_size: Size) -> Result<Vec<u8>, String> {
    static CLIENT: OnceLock<Result<reqwest::blocking::Client, String>> = OnceLock::new();
    let client = CLIENT
        .get_or_init(|| http_client(TIMEOUT).map_err(|e| e.to_string()))
        .as_ref()?;
    let response = client.get(url).send().map_err(|e| {
        format!(
            "it cannot be fetched: {}; check the address and the network",
            causes(&e.without_url())
        )
    })?;
    let status = response.status();
    if !status.is_success() {
        return Err(format!("the server answers {status}; check the address"));
    }
    let media_type = response
        .headers()
        .get("content-type")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if media_type.starts_with("text/html") || media_type.starts_with("application/xhtml") {
        return Err(
            "it is a web page, which cannot be read yet; save its text as a .txt file and build that".to_owned(),
        );
    }
    let size = response.content_length().unwrap_or(0);
    if size > max_size.bytes() {
        return Err(too_large(Some(size), max_size));
    }
    take(response, size, max_size)?.map_err(|e| format!("it broke off: {e}; try again"))
}

/// Reads to the end, but never more than is allowed: what grows, or says less than it is, does not fill the memory.
fn take(from: impl Read, size: u64, max_size: Size) -> Result<std::io::Result<Vec<u8>>, String> {
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    match from.take(max_size.bytes() + 1).read_to_end(&mut bytes) {
        Err(e) => Ok(Err(e)),
        Ok(_) if bytes.len() as u64 > max_size.bytes() => Err(too_large(None, max_size)),
        Ok(_) => Ok(Ok(bytes)),
    }
}

fn too_large(size: Option<u64>, max_size: Size) -> String {
    match size {
        Some(size) => {
            let needed = size.div_ceil(1 << 20);
            format!(
                "it has {}, more than the {max_size} allowed; allow it with --max-size {needed}M",
                Size::of(size)
            )
        }
        None => format!("it has more than the {max_size} allowed; allow more with --max-size"),
    }
}

/// Whether there is a text in it at all.
fn check(bytes: &[u8]) -> Result<(), String> {
    if bytes.starts_with(b"%PDF-") {
        return Err("it is a PDF, which cannot be read yet; save its text as a .txt file".to_owned());
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err("it is an Office or zip file, which cannot be read yet; save its text as a .txt file".to_owned());
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let (head_text, _, _) = text::decode(head);
    if head.len() == bytes.len() && head_text.trim().is_empty() {
        return Err("it is empty; put the report's text into it, or leave it out".to_owned());
    }
    if text::looks_binary(&head_text) {
        return Err("it is no text but binary data; save the text as UTF-8, or leave the file out".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_text_from_the_rest() {
        assert!(check("政府工作报告".as_bytes()).is_ok());
        for (bytes, word) in [
            (&b""[..], "empty"),
            (b"\xEF\xBB\xBF \r\n\t", "empty"),
            ("\u{3000}\n".as_bytes(), "empty"),
            (b"%PDF-1.7", "PDF"),
            (b"PK\x03\x04...", "Office"),
            (b"\x00\x01\x02\x03\x00\x00\x05\x07\xff\xfe\x00", "binary"),
        ] {
            let why = check(bytes).unwrap_err();
            assert!(why.contains(word), "{why}");
        }
    }

    #[test]
    fn says_how_much_to_allow() {
        let place = Place::Given(vec![b'a'; 2000]);
        assert!(fetch(&place, Size::of(1999)).unwrap_err().contains("--max-size"));
        assert_eq!(fetch(&place, Size::of(2000)).unwrap().len(), 2000);
        assert!(too_large(Some((33 << 20) - 5), Size::default()).contains("--max-size 33M"));
    }
}
