//! A letter as a message that a program for mail opens and sends (RFC 5322, MIME).

use chrono::NaiveDate;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::text::Text;
use mail_builder::mime::MimePart;

use crate::base::characters::{printable, unprintable};
use crate::base::error::{Error, Result};
use crate::base::hash::sha256;
use crate::model::network_file::is_mail_address;

/// What a message is made from.
#[derive(Debug, Clone, Copy)]
pub struct Mail<'m> {
    /// Its subject.
    pub subject: &'m str,
    /// BCP 47 tag of its language.
    pub language: &'m str,
    /// Its text.
    pub text: &'m str,
    /// The same as HTML.
    pub html: &'m str,
    /// Whom it comes from, an e-mail address or anything else.
    pub from: Option<&'m str>,
    /// Whom it goes to, likewise.
    pub to: Option<&'m str>,
    /// The city's id.
    pub city: &'m str,
    /// Day of the message, ISO 8601.
    pub today: &'m str,
}

/// An address that may stand in a header as it is; none for anything else.
pub fn address(text: Option<&str>) -> Option<&str> {
    text.filter(|text| is_mail_address(text))
}

/// The message. Headers hold checked addresses and encoded words alone, so that no text of others can add one. Without an
/// address the field is an empty group (RFC 6854), which the program for mail asks about.
///
/// # Errors
/// It cannot be written: a fault of this program.
pub fn message(mail: Mail) -> Result<Vec<u8>> {
    let group = |name: &str| Address::new_group(Some(name.to_string()), Vec::new());
    let from = address(mail.from).map_or_else(|| group("secretariat"), |from| Address::from(from.to_string()));
    let to = address(mail.to).map_or_else(|| group(mail.city), |to| Address::from(to.to_string()));
    let hash = sha256(format!("{}\n{}\n{}\n{}", mail.city, mail.today, mail.subject, mail.html).as_bytes());
    let host =
        address(mail.from).and_then(|from| from.split_once('@')).map_or("learning-cities.invalid", |(_, host)| host);
    let seconds = NaiveDate::parse_from_str(mail.today, "%Y-%m-%d")
        .ok()
        .and_then(|day| day.and_hms_opt(0, 0, 0))
        .map_or(0, |moment| moment.and_utc().timestamp());
    // The same letter gives the same bytes.
    let content = ContentType::new("multipart/alternative").attribute("boundary", format!("={}=", &hash[..32]));
    let parts = vec![MimePart::new("text/plain", mail.text), MimePart::new("text/html", mail.html)];
    MessageBuilder::new()
        .from(from)
        .to(to)
        .subject(one_line(mail.subject))
        .date(Date::new(seconds))
        .message_id(format!("{}@{host}", &hash[..32]))
        .header("Content-Language", Text::new(one_line(mail.language)))
        // Outlook opens such a file as a draft.
        .header("X-Unsent", Text::new("1"))
        .body(MimePart::new(content, parts))
        .write_to_vec()
        .map_err(Error::io("write the letter to", mail.city))
}

/// A text on one line without characters that are not seen.
fn one_line(text: &str) -> String {
    let words: String =
        printable(text).chars().map(|c| if c.is_control() || unprintable(c) { ' ' } else { c }).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
