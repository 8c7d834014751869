//! How cells of the template look. Cells to fill in are white with a border, everything else is shaded.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

pub(super) struct Styles {
    /// The sheet's title.
    pub title: Format,
    /// Sentences above a table.
    pub intro: Format,
    /// Titles of columns.
    pub head: Format,
    /// Names of columns, for the reader.
    pub name: Format,
    /// An area's band.
    pub band: Format,
    /// What is shown, not asked.
    pub shown: Format,
    /// Ids shown, not asked.
    pub id: Format,
    /// Numbers shown, not asked.
    pub shown_number: Format,
    /// A cell to fill in with a number.
    pub number: Format,
    /// A year to fill in.
    pub year: Format,
    /// A cell to fill in with text.
    pub text: Format,
    /// A day to fill in.
    pub date: Format,
}

impl Styles {
    pub fn new() -> Styles {
        let cell = Format::new()
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0xB8C4CE))
            .set_align(FormatAlign::Top)
            .set_text_wrap();
        let shown = cell.clone().set_background_color(Color::RGB(0xF3F5F7)).set_font_color(Color::RGB(0x263238));
        Styles {
            title: Format::new().set_bold().set_font_size(15),
            intro: Format::new().set_font_color(Color::RGB(0x37474F)),
            head: cell
                .clone()
                .set_bold()
                .set_background_color(Color::RGB(0x1F4E79))
                .set_font_color(Color::White)
                .set_align(FormatAlign::VerticalCenter),
            name: cell
                .clone()
                .set_font_size(8)
                .set_background_color(Color::RGB(0xD9E2EA))
                .set_font_color(Color::RGB(0x37474F)),
            band: Format::new().set_bold().set_background_color(Color::RGB(0xCFE0EE)),
            id: shown.clone().set_font_size(8).set_font_color(Color::RGB(0x546E7A)),
            shown_number: shown.clone().set_align(FormatAlign::Right),
            shown,
            number: cell.clone().set_num_format("General").set_align(FormatAlign::Right),
            year: cell.clone().set_num_format("0").set_align(FormatAlign::Right),
            text: cell.clone().set_num_format("@"),
            date: cell.set_num_format("yyyy-mm-dd"),
        }
    }
}
