//! What crosses the border between a page and the engine: bytes in, bytes out. Everything unsafe is in this file.
//!
//! A page asks for room, writes its request there, calls, reads the answer and gives it back. An answer has its length in front: four
//! bytes, the lowest first.

#![allow(unsafe_code, reason = "another language hands over places in memory")]

use std::alloc::{Layout, alloc, dealloc};

/// How many bytes stand before an answer and tell its length.
const HEAD: usize = 4;

/// Room for a request of `len` bytes. [`kadesh_call`] takes it back. Null: there is no room.
#[unsafe(no_mangle)]
pub extern "C" fn kadesh_alloc(len: usize) -> *mut u8 {
    room(len)
}

/// Answers the request of `len` bytes at `at`, and takes its room back. The answer stands behind its length, until [`kadesh_free`].
/// Null: there is no room, or there was none for the request.
///
/// # Safety
///
/// `at` is of [`kadesh_alloc`], called with the same `len`, and the bytes there are written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kadesh_call(at: *mut u8, len: usize) -> *mut u8 {
    let Some(own) = layout(len).filter(|_| !at.is_null()) else { return std::ptr::null_mut() };
    // SAFETY: the caller says that the room is of that length and filled.
    let request = unsafe { std::slice::from_raw_parts(at, len) }.to_vec();
    // SAFETY: it was made with the same layout, and nothing looks at it any more.
    unsafe { dealloc(at, own) };
    let answer = crate::answer(&request);
    let Ok(size) = u32::try_from(answer.len()) else { return std::ptr::null_mut() };
    let out = room(answer.len() + HEAD);
    if out.is_null() {
        return out;
    }
    // SAFETY: the room is as long as head and answer together, and is nobody else's.
    unsafe {
        std::ptr::copy_nonoverlapping(size.to_le_bytes().as_ptr(), out, HEAD);
        std::ptr::copy_nonoverlapping(answer.as_ptr(), out.add(HEAD), answer.len());
    }
    out
}

/// Takes the room of an answer back.
///
/// # Safety
///
/// `at` is of [`kadesh_call`], not null, and not given back before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kadesh_free(at: *mut u8) {
    let mut size = [0_u8; HEAD];
    // SAFETY: the caller says that an answer stands there, which begins with its length.
    unsafe {
        std::ptr::copy_nonoverlapping(at, size.as_mut_ptr(), HEAD);
        if let Some(own) = layout(u32::from_le_bytes(size) as usize + HEAD) {
            dealloc(at, own);
        }
    }
}

fn room(len: usize) -> *mut u8 {
    match layout(len) {
        // SAFETY: the layout is of at least one byte.
        Some(own) => unsafe { alloc(own) },
        None => std::ptr::null_mut(),
    }
}

/// No room has no byte: an empty request has one as well. None: nothing can be so long.
fn layout(len: usize) -> Option<Layout> {
    Layout::from_size_align(len.max(1), 8).ok()
}
