use super::{Sheets, declarations};
use crate::render::clean::picture::Pictures;

fn style(css: &str) -> String {
    declarations(css, &mut Pictures::default()).css
}

fn sheet(css: &str) -> String {
    let mut sheets = Sheets::default();
    sheets.add(css, None, &mut Pictures::default());
    sheets.css
}

#[test]
fn harmless_styles_are_kept_and_written_short() {
    assert_eq!(
        style(
            "COLOR : #C00 !important; font:bold 12px/1.5 'Segoe UI',Arial ; padding:0 10PX;width:calc( 100% - 20px )"
        ),
        "color:#C00!important;font:bold 12px/1.5 \"Segoe UI\",Arial;padding:0 10px;width:calc(100% - 20px)"
    );
    assert_eq!(
        style("background:#fff linear-gradient(to right, rgba(0,0,0,.5) 0%, red) no-repeat center / cover"),
        "background:#fff linear-gradient(to right, rgba(0,0,0,0.5) 0%, red) no-repeat center/ cover"
    );
    assert_eq!(style("mso-hide:all;mso-x:1;color:red"), "color:red");
}

#[test]
fn what_lifts_moves_or_runs_is_left_out() {
    let refused = [
        "position:fixed",
        "position:absolute",
        "position:sticky",
        "z-index:9",
        "transform:none",
        "animation:a 1s",
        "filter:blur(1px)",
        "behavior:url(x)",
        "-moz-binding:url(x)",
        "width:expression(alert(1))",
        "top:-9999px",
        "color:var(--x)",
        "--x:red",
        "transition:all 1s",
        "clip:rect(0 0 0 0)",
        "unicode-bidi:bidi-override",
        "content:url(http://a.example)",
        "content:attr(x)",
        "overflow:scroll",
        "font-size:9999px",
        "width:1e30px",
        "height:99999999px",
        "margin:calc(0px - 9999px)",
        "color:red;}b{color:red",
        "pointer-events:none",
    ];
    for css in refused {
        let kept = style(css);
        assert!(kept.is_empty() || kept == "color:red", "{css}: {kept}");
    }
    assert_eq!(style("margin:0 0 0 -9999px;text-indent:-999em"), "margin:0 0 0 0;text-indent:0");
    assert_eq!(style("margin-left:36pt;text-indent:-18.0pt"), "margin-left:36pt;text-indent:-18pt");
}

#[test]
fn pictures_of_styles_are_held_back() {
    let mut pictures = Pictures::default();
    let css = "background:url(http://a.example/1) red;list-style-image:url('http://a.example/2');\
        border-image:url(\"http://a.example/3\") 30;cursor:url(http://a.example/4),pointer;\
        background-image:\\75rl(http://a.example/5);background-image:u/**/rl(http://a.example/6);\
        background:image-set('http://a.example/7' 1x);background:url(cid:a@b) url(data:text/html,x)";
    assert_eq!(
        declarations(css, &mut pictures).css,
        "background:url(held:0) red;list-style-image:url(held:1);border-image:url(held:2) 30;\
         cursor:url(held:3),pointer;background-image:url(held:4);background:url(cid:a@b) none"
    );
    assert_eq!(pictures.held.len(), 5);
}

#[test]
fn what_hides_is_told() {
    let hides = [
        "display:none",
        "visibility:hidden",
        "opacity:0",
        "max-height:0;overflow:hidden",
        "height:1px;overflow:hidden",
        "opacity:0.01!important",
        "color:transparent",
    ];
    for css in hides {
        assert!(declarations(css, &mut Pictures::default()).sight.hidden, "{css}");
    }
    for css in ["display:block", "height:0", "opacity:1", "overflow:hidden", "max-height:100px;overflow:hidden"] {
        assert!(!declarations(css, &mut Pictures::default()).sight.hidden, "{css}");
    }
    let tiny = |css| declarations(css, &mut Pictures::default()).sight.tiny;
    assert_eq!((tiny("font-size:0"), tiny("font-size:1px"), tiny("font:0/0 a")), (Some(true), Some(true), Some(true)));
    assert_eq!(
        (tiny("font-size:14px"), tiny("font:12px Arial"), tiny("font-size:1.2em")),
        (Some(false), Some(false), None)
    );
}

#[test]
fn rules_of_sheets_are_kept_one_by_one() {
    let css = "<!-- @import url(http://a.example/x.css); @charset 'x'; @font-face{src:url(http://a.example)}\
        /* c */ body , .a > td.b:first-child{color:red;position:fixed} v\\:*{behavior:url(#default#VML)}\
        p:hover{color:red} li:nth-child( 2N+1 )::before{content:\"\\2022\"} [lang=\"fr\"] a[href]{color:blue}\
        #outlook a{padding:0} a:not(.x){color:red} @media only screen and (max-width:600px){.c{width:100%!important}\
        @media print{p{color:red}}} @keyframes x{from{color:red}} b{} .x{color:red;} -->";
    assert_eq!(
        sheet(css),
        "body,.a>td.b:first-child{color:red}\nli:nth-child(2n+1)::before{content:\"•\"}\n\
         [lang=\"fr\"] a[href]{color:blue}\n#outlook a{padding:0}\na:not(.x){color:red}\n\
         @media only screen and (max-width:600px){\n.c{width:100%!important}\n}\n.x{color:red}\n"
    );
}

#[test]
fn a_sheet_read_twice_says_the_same() {
    let css = "A.b  c>d+e~f,*{margin:-1px auto;font-family:'A\\\"b',\"é\";width:33.33333333%} \
        [a~='b' ] ::first-line{line-height:1.428571429;color:RGBA( 1 , 2,3 / 50%)} .\\31 a{opacity:.7}\
        @media screen,print and (min-resolution:2dppx){p{color:red}} @media (orientation : portrait){p{color:red}}";
    let once = sheet(css);
    assert_eq!(sheet(&once), once);
    assert!(once.contains("@media (orientation:portrait)") && once.contains(".\\31 a{opacity:0.7}"), "{once}");
}

#[test]
fn a_sheet_can_end_nothing_and_has_its_caps() {
    assert_eq!(sheet("p::before{content:'</style><script>'} [a='<']{color:red} p{font-family:'\\3c/style>'}"), "");
    let many: String = (0..5_000).map(|number| format!(".c{number}{{color:red}}")).collect();
    assert_eq!(sheet(&many).lines().count(), crate::render::clean::limit::RULES);
    let nameless: String = (0..500).map(|_| "*{color:red}").collect();
    assert_eq!(sheet(&nameless).lines().count(), crate::render::clean::limit::NAMELESS_RULES);
    assert_eq!(sheet(&format!("{}a{{color:red}}", "a ".repeat(20))), "");
    assert_eq!(sheet(&"@media screen{".repeat(10_000)), "");
    assert_eq!(style(&format!("width:{}1px", "calc(".repeat(100_000))), "");
}
