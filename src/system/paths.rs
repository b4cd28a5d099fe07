//! Paths as people name them.

use std::path::{Component, Path, PathBuf};

use super::variable;

/// Why a path that was named is none of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoPath {
    /// `~` stands in it, and there is no home.
    NoHome,
    /// `~name` stands in it, which a shell would have put a home in the place of.
    Unexpanded,
    /// It is `-`, standard input.
    StandardInput,
}

/// The path that was meant: `~` is the home, also where no shell put it in its place (`--file=~/x`, a unit, an `.env`).
///
/// # Errors
///
/// [`NoPath`].
pub fn meant_path(path: &Path) -> Result<PathBuf, NoPath> {
    if path == Path::new("-") {
        return Err(NoPath::StandardInput);
    }
    let mut components = path.components();
    let Some(Component::Normal(first)) = components.next() else { return Ok(path.to_owned()) };
    if !first.to_string_lossy().starts_with('~') {
        return Ok(path.to_owned());
    }
    if first != "~" {
        // A folder may be called so.
        return if Path::new(first).exists() { Ok(path.to_owned()) } else { Err(NoPath::Unexpanded) };
    }
    let home = variable("HOME").map(PathBuf::from).filter(|home| home.is_absolute()).ok_or(NoPath::NoHome)?;
    Ok(home.join(components.as_path()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilde_is_the_home_and_a_dash_is_no_file() {
        let meant = |path: &str| meant_path(Path::new(path));
        for path in ["p.yaml", "/a/~/p.yaml", "a/~b", "./~/p.yaml", "./-", "-p.yaml"] {
            assert_eq!(meant(path), Ok(PathBuf::from(path)));
        }
        assert_eq!(meant("-"), Err(NoPath::StandardInput));
        assert_eq!(meant("~nobody-at-all/p.yaml"), Err(NoPath::Unexpanded));
        if let Ok(path) = meant("~/notes/p.yaml") {
            assert!(path.is_absolute() && path.ends_with("notes/p.yaml") && !path.starts_with("~"), "{path:?}");
        }
    }
}
