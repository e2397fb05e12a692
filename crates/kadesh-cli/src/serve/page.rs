//! The files of the page, as crates/kadesh-cli/ui/ builds them. They are part of the program: nothing is fetched from elsewhere.

use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse};
use kadesh::report::html;

pub async fn index() -> Html<&'static str> {
    Html(include_str!("../../ui/dist/index.html"))
}

pub async fn script() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("../../ui/dist/page.js"))
}

pub async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("../../ui/dist/page.css"))
}

/// The style of a report, which is that of its parts here.
pub async fn report_style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], html::STYLE)
}
