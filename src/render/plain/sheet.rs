//! How plain text looks. The colours of the levels are read on white; dark
//! reading turns them as it turns those of strangers.

pub(super) const STYLE: &str = "\
.text{white-space:pre-wrap;overflow-wrap:anywhere}\
.table .text{font-family:monospace}\
.signature,.signature a{color:#546265}\
blockquote{margin:4px 0;padding:0 0 0 10px;border-left:3px solid #0e7480;color:#0b5a63}\
.level2{border-color:#8a5ab5;color:#6b3f96}\
.level3{border-color:#b5611a;color:#8f4a10}\
.level4{border-color:#3d72c4;color:#2a57a0}\
.level5{border-color:#5b7f24;color:#456119}\
.level6{border-color:#b24a7d;color:#8e345f}\
a{color:#0b5a63}\
hr.page{border:0;border-top:1px dashed #7f8d90;margin:16px 0}";
