use super::*;

/// Pictures of 620 x 410 pixels.
const FILES: [(&str, &[u8]); 5] = [
    ("baseline", include_bytes!("../../../tests/fixtures/photos/baseline.jpg")),
    ("progressive", include_bytes!("../../../tests/fixtures/photos/progressive.jpg")),
    ("cmyk", include_bytes!("../../../tests/fixtures/photos/cmyk.jpg")),
    ("grey", include_bytes!("../../../tests/fixtures/photos/grey.jpg")),
    ("restarts", include_bytes!("../../../tests/fixtures/photos/restarts.jpg")),
];

const END: [u8; 2] = [0xff, 0xd9];

fn decoded(bytes: &[u8]) -> Result<(u32, u32), String> {
    let (image, _) = Layout::read(bytes)?.decode(bytes)?;
    Ok((image.width(), image.height()))
}

#[test]
fn sound_files_are_decoded_whatever_comes_after_them() {
    for (name, file) in FILES {
        assert_eq!(decoded(file), Ok((620, 410)), "{name}");
        let more = [file, &b"SEFT and more of a camera"[..], file].concat();
        assert_eq!(decoded(&more), Ok((620, 410)), "{name}");
    }
}

#[test]
fn data_that_are_cut_off_before_the_end_marker_are_refused() {
    for (name, file) in FILES {
        let layout = Layout::read(file).unwrap();
        let data = layout.scans[0].data;
        for part in 0..12 {
            let cut = data + (layout.end - data) * part / 12;
            let found = decoded(&[&file[..cut], &END[..]].concat());
            assert!(found.is_err(), "{name}, {part} of 12");
        }
    }
}

/// Of files with a damage at so many places, how many are refused.
fn refused(file: &[u8], places: usize, damage: impl Fn(&mut Vec<u8>, usize)) -> usize {
    let layout = Layout::read(file).unwrap();
    let data = layout.scans[0].data;
    let found = (0..places).filter(|part| {
        let mut damaged = file.to_vec();
        damage(&mut damaged, data + (layout.end - data - 300) * part / places);
        decoded(&damaged).is_err()
    });
    found.count()
}

#[test]
fn most_damages_within_the_data_are_refused() {
    const PLACES: usize = 5;
    for (name, file) in FILES {
        let taken_out = refused(file, PLACES, |bytes, at| drop(bytes.drain(at..at + 200)));
        let others = refused(file, PLACES, |bytes, at| {
            for (i, byte) in bytes[at..at + 200].iter_mut().enumerate() {
                *byte = (i * 151 + at * 7 + (i * i) % 83) as u8 & 0xfe;
            }
        });
        // With 20 places and zeros as well: 177 of 180 where all data are in one scan, 64 of 120 in several.
        let least = if Layout::read(file).unwrap().scans.len() == 1 { 2 * PLACES - 1 } else { 2 };
        assert!(taken_out + others >= least, "{name}: {taken_out} and {others}");
    }
}

/// A file that says it has another size.
fn of_size(file: &[u8], width: u16, height: u16) -> Vec<u8> {
    let mut bytes = file.to_vec();
    let frame = bytes.windows(2).position(|w| matches!(w, [0xff, 0xc0..=0xc2])).unwrap();
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

#[test]
fn memory_is_known_before_anything_is_decoded() {
    let megabytes = |name: &str, width, height| {
        let file = FILES.iter().find(|f| f.0 == name).unwrap().1;
        Layout::read(&of_size(file, width, height)).unwrap().memory() / 1_000_000
    };
    // Pixels of three bytes; coefficients of two, of which colours have a quarter of those of brightness.
    // And the copy of the file.
    assert_eq!(megabytes("baseline", 8000, 5000), 120 + 2);
    assert_eq!(megabytes("progressive", 8000, 5000), 120 + 120 + 2);
    assert_eq!(megabytes("cmyk", 8000, 5000), 120 + 320 + 2);
    assert_eq!(megabytes("grey", 8000, 5000), 40 + 2);
}
