#!/usr/bin/env python3
"""Makes the fonts of this folder and of ../icons from their published sources.

    npm pack inter-ui@4.1.1 lucide-static@1.62.0     (unpack each in a folder)
    apt-get download fonts-jetbrains-mono            (dpkg -x)
    pip install fonttools brotli
    python3 make.py INTER LUCIDE JETBRAINS           (the unpacked folders)

Inter is cut down to what letters in Latin, Greek and Cyrillic script need, its
digits are made tabular (the window cannot ask for the `tnum` feature, and dates
and sizes must stand in columns), and it is renamed, as the OFL asks of a
modified font. Lucide is cut down to the icons that src/ui/icon.rs names.
"""

import json
import pathlib
import re
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).resolve().parent
ICONS = HERE.parent / "icons"
ICON_SOURCE = HERE.parent.parent / "src" / "ui" / "icon.rs"

LETTERS = [
    (0x0020, 0x024F),  # Latin, Latin-1, Extended-A and -B
    (0x02B0, 0x0304),  # modifiers and the common combining accents
    (0x0370, 0x03FF),  # Greek: µ, α and β stand in many letters
    (0x0400, 0x045F),  # Cyrillic
    (0x1E00, 0x1EFF),  # Latin Extended Additional
    (0x2000, 0x206F),  # punctuation and spaces
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x218F),  # letter-like, fractions
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x25A0, 0x25FF),  # shapes
    (0x2713, 0x2717),  # ticks
]
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl"]


def cut(font, unicodes, features):
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "meta"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=unicodes)
    subsetter.subset(font)


def rename(font, family, style):
    name = font["name"]
    for record in list(name.names):
        if record.nameID in (16, 17, 21, 22):
            name.removeNames(nameID=record.nameID)
    for number, text in {
        1: family,
        2: style,
        3: f"{family} {style}",
        4: f"{family} {style}",
        6: f"{family.replace(' ', '')}-{style}",
    }.items():
        name.setName(text, number, 3, 1, 0x409)
    name.removeNames(platformID=1)


def tabular(font):
    """Points the digits at their `tnum` glyphs."""
    gsub = font["GSUB"].table
    lookups = next(r.Feature.LookupListIndex for r in gsub.FeatureList.FeatureRecord if r.FeatureTag == "tnum")
    digit = {}
    for index in lookups:
        for table in gsub.LookupList.Lookup[index].SubTable:
            digit.update(getattr(table, "ExtSubTable", table).mapping)
    for table in font["cmap"].tables:
        for code in range(0x30, 0x3A):
            if code in table.cmap:
                table.cmap[code] = digit.get(table.cmap[code], table.cmap[code])


def text_font(source, family, style, target, features):
    font = TTFont(source)
    if family == "Sceau Sans":
        tabular(font)
    unicodes = [code for first, last in LETTERS for code in range(first, last + 1)]
    cut(font, unicodes, features)
    rename(font, family, style)
    font.flavor = None
    font.save(target)
    print(target.name, target.stat().st_size)


def icon_font(lucide):
    wanted = re.findall(r'"([a-z0-9-]+)" \'\\u\{([0-9a-f]+)\}\'', ICON_SOURCE.read_text())
    known = json.loads((lucide / "font" / "codepoints.json").read_text())
    for name, code in wanted:
        assert known[name] == int(code, 16), f"{name} is U+{known[name]:04X}"
    font = TTFont(lucide / "font" / "lucide.ttf")
    cut(font, [int(code, 16) for _, code in wanted], [])
    rename(font, "Sceau Icons", "Regular")
    target = ICONS / "sceau-icons.ttf"
    font.save(target)
    print(target.name, target.stat().st_size)


def main(inter, lucide, jetbrains):
    styles = ["Regular", "Medium", "SemiBold", "Italic", "SemiBoldItalic"]
    for style in styles:
        name = style.lower().replace("bolditalic", "bold-italic")
        text_font(inter / "web" / f"Inter-{style}.woff2", "Sceau Sans", style, HERE / f"sceau-sans-{name}.ttf", FEATURES)
    mono = next(jetbrains.rglob("JetBrainsMono-Regular.ttf"))
    text_font(mono, "Sceau Mono", "Regular", HERE / "sceau-mono-regular.ttf", ["mark", "ccmp", "locl"])
    icon_font(lucide)


if __name__ == "__main__":
    main(*(pathlib.Path(argument) for argument in sys.argv[1:4]))
