#!/bin/sh
# Fills data/fonts with the fonts of data/fonts.csv. What is there already is not fetched again, and nothing here fails a build:
# a script without a font is shown in Latin form.
cd "$(dirname "$0")" || exit 0
mkdir -p fonts
# Fetched by earlier versions: it draws letters and their dots apart, so that names copied from a PDF repeat letters.
rm -f fonts/NotoSansArabic_400Regular.ttf fonts/NotoSansArabic-LICENCE.txt
aside=$(mktemp -d) || exit 0
trap 'rm -rf "$aside"' EXIT
missing=""

fits() { [ -f "$1" ] && [ "$({ sha256sum "$1" 2>/dev/null || shasum -a 256 "$1"; } | cut -d' ' -f1)" = "$2" ]; }

while IFS=, read -r package version file hash script _licence; do
    [ "$package" = package ] && continue
    fits "fonts/$file" "$hash" && continue
    folder=$(mktemp -d "$aside/XXXXXX")
    if command -v npm >/dev/null 2>&1 &&
        (cd "$folder" && npm pack --silent --fetch-retries=1 --fetch-timeout=30000 "$package@$version" </dev/null >/dev/null 2>&1 && tar -xzf ./*.tgz) &&
        found=$(find "$folder" -name "$file" | head -n 1) && fits "$found" "$hash"; then
        mv "$found" "fonts/$file"
        cp "$folder/package/LICENSE_FONT" "fonts/${file%_*}-LICENCE.txt" 2>/dev/null
        echo "data/fonts/$file: $script" >&2
    else
        rm -f "fonts/$file"
        missing="$missing${missing:+, }$script"
    fi
    rm -rf "$folder"
done <fonts.csv
[ -z "$missing" ] || echo "No font could be fetched for $missing: names in these scripts are shown in Latin form; run just fonts again with npm and a network." >&2
exit 0
