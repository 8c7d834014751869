//! A text of a client, cut into statements, and the words of each.

use datafusion::sql::sqlparser::dialect::PostgreSqlDialect;
use datafusion::sql::sqlparser::tokenizer::{Location, Token, Tokenizer};
use pgwire::error::PgWireError;

use crate::engine::limits::{Limit, Limits, TEXT};
use crate::serve::error::refused;

/// Statements of one message.
const STATEMENTS: usize = 50;

/// The statements of a text, each as it is written; none is empty. A text that cannot be cut is one statement, so that
/// the parser says what is wrong with it.
pub fn split(text: &str) -> Result<Vec<&str>, PgWireError> {
    if text.len() > TEXT {
        return Err(refused("54000", Limits::default().passed(Limit::Text)));
    }
    let Ok(tokens) = Tokenizer::new(&PostgreSqlDialect {}, text).tokenize_with_location() else {
        return Ok(vec![text]);
    };
    let lines: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let mut statements = Vec::new();
    let (mut begun, mut holds) = (0, false);
    for token in &tokens {
        match token.token {
            Token::SemiColon => {
                let at = offset(text, &lines, token.span.start);
                if holds {
                    statements.push(&text[begun..at]);
                }
                (begun, holds) = (at + 1, false);
            }
            Token::Whitespace(_) | Token::EOF => {}
            _ => holds = true,
        }
    }
    if holds {
        statements.push(&text[begun..]);
    }
    if statements.len() > STATEMENTS {
        let many = statements.len();
        return Err(refused("54000", format!("{many} statements in one message; send at most {STATEMENTS} at a time")));
    }
    Ok(statements)
}

/// Bytes before a place in the text.
fn offset(text: &str, lines: &[usize], place: Location) -> usize {
    let line = usize::try_from(place.line).unwrap_or(1).saturating_sub(1);
    let begin = lines.get(line).copied().unwrap_or(text.len());
    let column = usize::try_from(place.column).unwrap_or(1).saturating_sub(1);
    text[begin..].char_indices().nth(column).map_or(text.len(), |(at, _)| begin + at)
}

/// A word, number, text or sign of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it counts: lower case where it is a plain word, without quotes.
    pub text: String,
    /// Whether it was written as a text in quotes.
    pub quoted: bool,
}

/// The words of a statement; none where it cannot be read.
pub fn words(statement: &str) -> Vec<Word> {
    let tokens = Tokenizer::new(&PostgreSqlDialect {}, statement).tokenize().unwrap_or_default();
    tokens.into_iter().filter_map(word).collect()
}

fn word(token: Token) -> Option<Word> {
    match token {
        Token::Whitespace(_) | Token::EOF => None,
        Token::Word(word) if word.quote_style.is_none() => {
            Some(Word { text: word.value.to_ascii_lowercase(), quoted: false })
        }
        Token::Word(word) => Some(Word { text: word.value, quoted: true }),
        Token::SingleQuotedString(text) | Token::EscapedStringLiteral(text) => Some(Word { text, quoted: true }),
        other => Some(Word { text: other.to_string(), quoted: false }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_semicolons_that_are_not_quoted() {
        let text = "set a = ';';\nselect 'é;' as x, \"y;\" -- ; not here\n from t ;; /* ; */ ; select $$;$$";
        let cut = split(text).unwrap();
        assert_eq!(cut.len(), 3, "{cut:?}");
        assert_eq!(cut[0], "set a = ';'");
        assert!(cut[1].contains("\"y;\"") && cut[1].ends_with("from t "), "{cut:?}");
        assert_eq!(cut[2], " select $$;$$");
        assert!(split(" ; -- nothing\n;").unwrap().is_empty());
        assert_eq!(split("select 'open").unwrap(), ["select 'open"]);
    }

    #[test]
    fn a_text_that_is_too_long_or_holds_too_much_is_refused() {
        assert!(split(&"x".repeat(TEXT + 1)).is_err());
        assert!(split(&"select 1;".repeat(STATEMENTS)).is_ok());
        assert!(split(&"select 1;".repeat(STATEMENTS + 1)).is_err());
    }
}
