//! Shapes and colours of the page in those of a PDF.

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Transform};
use krilla::num::NormalizedF32;
use krilla::paint::{
    Fill, FillRule, LineCap, LineJoin, LinearGradient, Paint, RadialGradient, SpreadMethod, Stop, Stroke, StrokeDash,
};
use kurbo::{Affine, PathEl, Shape};
use peniko::color::{AlphaColor, Srgb};
use peniko::{Color, Extend, Gradient, GradientKind};

use super::super::page::narrow;

/// How far a curve may be from what it should be, in points.
const NEAR: f64 = 0.05;

/// None where there is nothing of it.
pub(super) fn path(shape: &impl Shape, transform: Affine) -> Option<Path> {
    let mut path = PathBuilder::new();
    let place = |point: kurbo::Point| {
        let point = transform * point;
        (narrow(point.x), narrow(point.y))
    };
    for element in shape.path_elements(NEAR) {
        match element {
            PathEl::MoveTo(to) => {
                let (x, y) = place(to);
                path.move_to(x, y);
            }
            PathEl::LineTo(to) => {
                let (x, y) = place(to);
                path.line_to(x, y);
            }
            PathEl::QuadTo(by, to) => {
                let ((x1, y1), (x, y)) = (place(by), place(to));
                path.quad_to(x1, y1, x, y);
            }
            PathEl::CurveTo(by, and, to) => {
                let ((x1, y1), (x2, y2), (x, y)) = (place(by), place(and), place(to));
                path.cubic_to(x1, y1, x2, y2, x, y);
            }
            PathEl::ClosePath => path.close(),
        }
    }
    path.finish()
}

pub(super) fn rule(fill: peniko::Fill) -> FillRule {
    match fill {
        peniko::Fill::NonZero => FillRule::NonZero,
        peniko::Fill::EvenOdd => FillRule::EvenOdd,
    }
}

pub(super) fn transform(affine: Affine) -> Transform {
    let [sx, ky, kx, sy, tx, ty] = affine.as_coeffs().map(narrow);
    Transform::from_row(sx, ky, kx, sy, tx, ty)
}

pub(super) fn point(place: kurbo::Point) -> Point {
    Point::from_xy(narrow(place.x), narrow(place.y))
}

/// How much larger things come out.
pub(super) fn scale(transform: Affine) -> f32 {
    narrow(transform.determinant().abs().sqrt())
}

/// A colour and how much of it there is; None where one sees through.
pub(super) fn colour(colour: Color) -> Option<(rgb::Color, NormalizedF32)> {
    let [red, green, blue, alpha] = colour.to_rgba8().to_u8_array();
    let opacity = NormalizedF32::new(f32::from(alpha) / 255.0)?;
    (alpha > 0).then_some((rgb::Color::new(red, green, blue), opacity))
}

pub(super) fn fill(of: Color, rule: FillRule) -> Option<Fill> {
    let (colour, opacity) = colour(of)?;
    Some(Fill { paint: colour.into(), opacity, rule })
}

pub(super) fn stroke(style: &kurbo::Stroke, of: Color, scale: f32) -> Option<Stroke> {
    let (colour, opacity) = colour(of)?;
    let array: Vec<f32> = style.dash_pattern.iter().map(|length| narrow(*length) * scale).collect();
    let dash = StrokeDash { array, offset: narrow(style.dash_offset) * scale };
    let dashed = dash.array.iter().any(|length| *length > 0.0) && dash.array.iter().all(|length| *length >= 0.0);
    Some(Stroke {
        paint: colour.into(),
        width: narrow(style.width) * scale,
        miter_limit: narrow(style.miter_limit).max(1.0),
        line_cap: match style.start_cap {
            kurbo::Cap::Butt => LineCap::Butt,
            kurbo::Cap::Round => LineCap::Round,
            kurbo::Cap::Square => LineCap::Square,
        },
        line_join: match style.join {
            kurbo::Join::Miter => LineJoin::Miter,
            kurbo::Join::Round => LineJoin::Round,
            kurbo::Join::Bevel => LineJoin::Bevel,
        },
        opacity,
        dash: dashed.then_some(dash),
    })
}

/// None where there is nothing to go from and to.
pub(super) fn gradient(gradient: &Gradient, at: Affine) -> Option<Paint> {
    let stop = |stop: &peniko::ColorStop| {
        let AlphaColor { components: [.., alpha], .. } = stop.color.to_alpha_color::<Srgb>();
        let (opaque, _) = colour(stop.color.to_alpha_color::<Srgb>().with_alpha(1.0))?;
        let opacity = NormalizedF32::new(alpha.clamp(0.0, 1.0))?;
        Some(Stop { offset: NormalizedF32::new(stop.offset.clamp(0.0, 1.0))?, color: opaque.into(), opacity })
    };
    let stops: Vec<Stop> = gradient.stops.iter().filter_map(stop).collect();
    let first = stops.first()?;
    let spread_method = match gradient.extend {
        Extend::Pad => SpreadMethod::Pad,
        Extend::Repeat => SpreadMethod::Repeat,
        Extend::Reflect => SpreadMethod::Reflect,
    };
    let (transform, anti_alias) = (transform(at), false);
    Some(match &gradient.kind {
        GradientKind::Linear(line) => {
            let ([x1, y1], [x2, y2]) = (pair(line.start), pair(line.end));
            LinearGradient { x1, y1, x2, y2, transform, spread_method, stops, anti_alias }.into()
        }
        GradientKind::Radial(circles) => {
            let ([fx, fy], [cx, cy]) = (pair(circles.start_center), pair(circles.end_center));
            let (fr, cr) = (circles.start_radius, circles.end_radius);
            RadialGradient { fx, fy, fr, cx, cy, cr, transform, spread_method, stops, anti_alias }.into()
        }
        GradientKind::Sweep(_) => first.color.clone().into(),
    })
}

fn pair(place: kurbo::Point) -> [f32; 2] {
    [narrow(place.x), narrow(place.y)]
}

/// What parts the foot from the page.
pub(super) fn hairline() -> Stroke {
    Stroke { paint: rgb::Color::new(150, 150, 150).into(), width: 0.5, ..Stroke::default() }
}
