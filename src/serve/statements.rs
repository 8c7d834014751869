//! A text of a client, cut into statements, and the words of each.

use datafusion::sql::sqlparser::dialect::PostgreSqlDialect;
use datafusion::sql::sqlparser::tokenizer::{Token, Tokenizer};
use pgwire::error::PgWireError;

use crate::engine::limits::{Limit, Limits, TEXT};
use crate::engine::statements_in;
use crate::serve::error::refused;
use crate::serve::limits::STATEMENTS;

/// The statements of a text, each as it is written; none is empty. A text that cannot be cut is one statement, so that
/// the parser says what is wrong with it.
pub fn split(text: &str) -> Result<Vec<&str>, PgWireError> {
    if text.len() > TEXT {
        return Err(refused("54000", Limits::default().passed(Limit::Text)));
    }
    let (mut statements, rest) = statements_in(&PostgreSqlDialect {}, text);
    statements.extend(rest);
    if statements.len() > STATEMENTS {
        let many = statements.len();
        return Err(refused("54000", format!("{many} statements in one message; send at most {STATEMENTS} at a time")));
    }
    Ok(statements)
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
