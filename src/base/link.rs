//! Links that cities send, as they are published: readers follow them, so nothing in them may hide where they lead.

use url::Url;

use crate::base::characters::unprintable;
use crate::base::text::LINK_CHARACTERS;

/// A link as it is published. It stays as it came, unless its host is written in another way than it is looked up: then
/// the whole link is written in ASCII, as `https://xn--mnchen-3ya.de/`, so that a letter of another script that looks
/// like one of ours is seen.
///
/// # Errors
/// What is wrong and what to write, to follow the link in quotation marks.
pub fn published(link: &str) -> Result<String, String> {
    let characters = link.chars().count();
    if characters > LINK_CHARACTERS {
        return Err(format!(
            "is a link of {characters} characters and at most {LINK_CHARACTERS} are taken. Write the address without what follows the question mark."
        ));
    }
    let no_link =
        || "is no link. Write the whole address, beginning with https:// or http://, without spaces.".to_string();
    let url = Url::parse(link).map_err(|_| no_link())?;
    let unfit =
        |c: char| c.is_whitespace() || unprintable(c) || is_format(c) || matches!(c, '"' | '\'' | '<' | '>' | '\\');
    let (_, rest) = link.split_once("://").ok_or_else(no_link)?;
    if !matches!(url.scheme(), "http" | "https") || link.chars().any(unfit) {
        return Err(no_link());
    }
    let Some(host) = url.host_str().filter(|host| !host.is_empty()) else {
        return Err(no_link());
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err("carries a user's name or a password, which readers must not see and which hides where it leads. Write the address without what stands before the @.".into());
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let looked_up = match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_string(),
    };
    let usual = [":80", ":443"].iter().find_map(|port| authority.strip_suffix(port)).unwrap_or(authority);
    let as_written = authority.eq_ignore_ascii_case(&looked_up) || usual.eq_ignore_ascii_case(&looked_up);
    Ok(if as_written { link.to_string() } else { url.to_string() })
}

/// Characters that are not seen: soft hyphens, joiners, marks of direction.
fn is_format(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_links_stay_as_they_came() {
        for link in [
            "https://example.org",
            "HTTPS://Example.org/a?b=c#d",
            "http://example.org:8080/x",
            "https://example.org:443/",
            "https://example.org/f\u{ea}te",
            "https://xn--mnchen-3ya.de/",
        ] {
            assert_eq!(published(link).as_deref(), Ok(link));
        }
    }

    #[test]
    fn a_host_of_another_script_is_written_as_it_is_looked_up() {
        for (link, shown) in [
            ("https://m\u{fc}nchen.de/a", "https://xn--mnchen-3ya.de/a"),
            ("https://\u{440}aypal.com", "https://xn--aypal-uye.com/"),
            ("https://example\u{3002}org/", "https://example.org/"),
            ("https://ex%61mple.org/", "https://example.org/"),
            ("https:///example.org/a", "https://example.org/a"),
            ("https://@example.org/", "https://example.org/"),
            ("https://0x7f.1/", "https://127.0.0.1/"),
        ] {
            assert_eq!(published(link).as_deref(), Ok(shown), "{link}");
        }
    }

    #[test]
    fn what_hides_where_it_leads_is_refused() {
        for link in [
            "https://example.org@evil.example/",
            "https://user:secret@example.org/",
            "https://:secret@example.org/",
            "javascript:alert(1)",
            "ftp://example.org/",
            "https://",
            "example.org",
            "https://a b",
            "https://example.org/\u{202e}gpj",
            "https://example.org/a\u{200b}b",
            "https://exa\u{ad}mple.org/",
            "https://example.org/\\evil",
            "https:example.org",
        ] {
            assert!(published(link).is_err(), "{link}");
        }
        let long = |n: usize| published(&format!("https://e.org/{}", "x".repeat(n - 14)));
        assert!(long(LINK_CHARACTERS).is_ok());
        assert!(long(LINK_CHARACTERS + 1).unwrap_err().contains("2000"));
    }
}
