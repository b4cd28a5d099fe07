//! Texts that a learner names to be read, such as job postings: files, folders of them, and standard input.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::io_error::in_words;
use crate::order;

/// A text that could not be read.
#[derive(Debug, Clone)]
pub struct Unread {
    /// Its file; `-` is standard input.
    pub path: PathBuf,
    /// What happened.
    pub message: String,
    /// What mends it.
    pub hint: &'static str,
}

/// A text that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedText {
    /// What screens call it: its file, or standard input.
    pub name: String,
    /// Its words.
    pub text: String,
}

/// Texts that were read, and the files of folders that were passed over.
#[derive(Debug, Clone, Default)]
pub struct TextsRead {
    /// In the order named, those of a folder by their names.
    pub read: Vec<NamedText>,
    /// Files of folders that hold no text, each with why.
    pub unread: Vec<Unread>,
    /// Whether a folder was named, so that one text may stand for many.
    pub from_folder: bool,
}

/// The largest text a command takes in, in bytes.
const MAX_TEXT: u64 = 512 * 1024;

/// The most files of a folder that are read.
const MOST_FILES: usize = 500;

/// How names of text files end; a file without an ending is taken for text too.
const ENDINGS: [&str; 7] = ["txt", "text", "md", "markdown", "html", "htm", "eml"];

/// Reads the texts that a learner names: files, folders, or `-` for standard input.
///
/// Bytes that are no UTF-8 become replacement characters: a posting copied from a page is read as far as it can be. Of a folder
/// the text files right in it are read; what else is there is told as unread.
///
/// # Errors
///
/// [`Unread`] when a file cannot be opened, is larger than 512 kibibytes or no plain text, or a folder has no text in it.
pub fn read_texts(paths: &[PathBuf]) -> Result<TextsRead, Unread> {
    let mut texts = TextsRead::default();
    for path in paths {
        let path = &super::meant_path(path).unwrap_or_else(|_| path.clone());
        if path.is_dir() {
            texts.from_folder = true;
            read_folder(path, &mut texts)?;
        } else {
            texts.read.push(NamedText { name: name_of(path), text: read_text(path)? });
        }
    }
    Ok(texts)
}

fn name_of(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}

fn read_folder(folder: &Path, texts: &mut TextsRead) -> Result<(), Unread> {
    let unread = |path: &Path, message: String, hint| Unread { path: path.to_owned(), message, hint };
    let failed = |error: io::Error| unread(folder, format!("cannot read this folder: {}", in_words(&error)), "name a folder of text files");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).map_err(failed)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.is_file() && !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
    order::sort(&mut paths);
    let before = texts.read.len();
    for (at, path) in paths.iter().enumerate() {
        let is_text = path.extension().is_none_or(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)));
        let found = match is_text {
            _ if at >= MOST_FILES => Err(unread(path, format!("only the first {MOST_FILES} files of a folder are read"), "")),
            false => Err(unread(path, "its name is not that of a text file".to_owned(), "")),
            true => read_text(path),
        };
        match found {
            Ok(text) => texts.read.push(NamedText { name: name_of(path), text }),
            Err(unread) => texts.unread.push(unread),
        }
    }
    if texts.read.len() == before {
        let message = "there is no text file in this folder".to_owned();
        return Err(unread(folder, message, "save each posting there as a .txt, .md or .html file"));
    }
    Ok(())
}

/// Reads one text.
fn read_text(path: &Path) -> Result<String, Unread> {
    let unread = |message: String, hint| Unread { path: path.to_owned(), message, hint };
    let failed = |error: io::Error| {
        unread(
            format!("cannot read this text: {}", in_words(&error)),
            "name a file of plain text, a folder of them, or - for standard input",
        )
    };
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(MAX_TEXT + 1).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        let file = fs::File::open(path).map_err(failed)?;
        file.take(MAX_TEXT + 1).read_to_end(&mut bytes).map_err(failed)?;
    }
    if is_document(&bytes) {
        return Err(unread(
            "this is a document or a program, not plain text".to_owned(),
            "copy its words into a text file, or pipe them in with --job -",
        ));
    }
    if bytes.len() as u64 > MAX_TEXT {
        return Err(unread(
            "this text is larger than 512 KiB, which no posting is".to_owned(),
            "keep the posting itself, without the page around it",
        ));
    }
    Ok(decoded(&bytes))
}

/// Whether bytes are those of a document or program: a PDF, an office file, an old word processor's, or anything with zero bytes
/// that is no UTF-16.
fn is_document(bytes: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 5] = [b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x1f\x8b"];
    let is_wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning)) || (!is_wide && bytes.contains(&0))
}

fn decoded(bytes: &[u8]) -> String {
    let wide = |order: fn([u8; 2]) -> u16| char::decode_utf16(bytes[2..].chunks_exact(2).map(move |pair| order([pair[0], pair[1]])));
    match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect(),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_told_from_texts_and_wide_texts_are_read() {
        for bytes in [&b"%PDF-1.7"[..], b"PK\x03\x04..", b"{\\rtf1 Python}", b"a\0b"] {
            assert!(is_document(bytes), "{bytes:?}");
        }
        let wide = [0xff, 0xfe, b'S', 0, b'Q', 0, b'L', 0];
        assert!(!is_document(&wide) && !is_document(b"SQL") && !is_document(b""));
        assert_eq!((decoded(&wide).as_str(), decoded(b"SQL\xff").as_str()), ("SQL", "SQL\u{fffd}"));
    }

    #[test]
    fn a_folder_gives_its_texts_by_name_and_tells_what_it_passes_over() {
        let folder = tempfile::tempdir().expect("a folder");
        #[expect(clippy::disallowed_methods, reason = "texts of a test")]
        let write = |name: &str, text: &[u8]| fs::write(folder.path().join(name), text).expect("a file");
        assert!(read_texts(&[folder.path().to_owned()]).expect_err("it is empty").message.contains("no text file"));
        write("b.txt", b"SQL");
        write("a.md", b"Go");
        write("c.pdf", b"%PDF");
        write("d.txt", b"a\0b");
        write(".hidden.txt", b"Rust");
        fs::create_dir(folder.path().join("older")).expect("a folder");
        let texts = read_texts(&[folder.path().to_owned()]).expect("texts");
        assert_eq!(texts.read.iter().map(|text| text.text.as_str()).collect::<Vec<_>>(), ["Go", "SQL"]);
        let unread: Vec<_> = texts.unread.iter().map(|unread| unread.path.file_name().unwrap_or_default()).collect();
        assert_eq!(unread, ["c.pdf", "d.txt"]);
        assert!(read_texts(&[folder.path().join("c.pdf")]).is_err(), "a file that is named has to be a text");
    }
}
