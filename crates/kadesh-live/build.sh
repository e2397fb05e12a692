#!/usr/bin/env bash
# Builds the engine that pages without a server carry, and everything that is kept of it under dist/: the module, packed, and the
# hash of the sources it was made from. One command, run after each change of the library; takes some five minutes.
#
# Needs rustup, which fetches the target. Without rustup: a Rust that has the target already, or whatever RUSTC, RUSTC_BOOTSTRAP
# and the linker are set to, with KADESH_BUILD_STD=1 to build the standard library as well.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
dist=crates/kadesh-live/dist
target=wasm32-unknown-unknown

# What the engine is made of. Cargo.lock is left out: most of it is of other programs, and what another version of a package changes
# shows where the answers are compared.
sources() {
  {
    find crates/kadesh/src crates/kadesh-documents/src crates/kadesh-tables/src crates/kadesh-live/src -type f
    printf '%s\n' Cargo.toml crates/kadesh{,-documents,-tables,-live}/Cargo.toml crates/kadesh-live/build.sh
  } | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -d ' ' -f 1
}
built_from=$(sources)

std=()
if [[ -n "${KADESH_BUILD_STD:-}" ]]; then
  std=(-Zbuild-std=std,panic_abort)
elif command -v rustup > /dev/null; then
  rustup target list --installed | grep -qx "$target" || rustup target add "$target"
fi

# Without SIMD a lever is four times slower. No path of this machine is to be in the module.
cargo_home=${CARGO_HOME:-$HOME/.cargo}
sysroot=$("${RUSTC:-rustc}" --print sysroot)
export RUSTFLAGS="-C target-feature=+simd128,+bulk-memory
  --remap-path-prefix=$root=kadesh
  --remap-path-prefix=$cargo_home/registry/src=crates
  --remap-path-prefix=$sysroot=rust
  --remap-path-prefix=$HOME=home"
RUSTFLAGS=$(tr -s ' \n' ' ' <<< "$RUSTFLAGS")

# As a module for this one build: a native test of the workspace needs no shared library.
cargo rustc --locked --profile live -p kadesh-live --lib --crate-type cdylib \
  --target "$target" --target-dir target/live "${std[@]}"

module=target/live/$target/live/kadesh_live.wasm
if grep -qaE '/(root|home|Users)/' "$module"; then
  echo "build.sh: the module tells a path of this machine:" >&2
  strings -n 6 "$module" | grep -E '/(root|home|Users)/' | head >&2
  exit 1
fi
mkdir -p "$dist"
# No name and no time: the same module is the same file.
gzip -9 -n -c "$module" > "$dist/engine.wasm.gz"
echo "$built_from" > "$dist/SOURCES.sha256"
wc -c "$module" "$dist/engine.wasm.gz"
