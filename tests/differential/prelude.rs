#![allow(warnings)]
use std::cell::RefCell;
struct P { a: String, b: i32, c: Vec<i32> }
struct D { s: String }
impl Drop for D { fn drop(&mut self) {} }
struct H<'h> { r: &'h String, n: i32 }
struct G<'g> { v: &'g mut Vec<i32> }
impl<'g> Drop for G<'g> { fn drop(&mut self) {} }
impl P {
    fn name(&self) -> &String { &self.a }
    fn name_mut(&mut self) -> &mut String { &mut self.a }
    fn sum(&self, extra: i32) -> i32 { self.b + extra }
    fn grow(&mut self, by: i32) -> i32 { self.b }
    fn into_a(self) -> String { self.a }
}
impl<'h> H<'h> {
    fn get(&self) -> &'h String { self.r }
    fn low(&self) -> &i32 { &self.n }
}
fn cond() -> bool { true }
fn eat<T>(t: T) {}
fn look<T>(t: &T) -> i32 { 1 }
fn poke<T>(t: &mut T) -> i32 { 1 }
fn pick<'x, T>(a: &'x T, b: &'x T) -> &'x T { a }
fn left<'x, 'y, T>(a: &'x T, b: &'y T) -> &'x T { a }
fn pick_mut<'x, T>(a: &'x mut T, b: &'x mut T) -> &'x mut T { a }
fn same<T>(t: T) -> T { t }
fn first(v: &Vec<String>) -> &String { &v[0] }
fn first_mut(v: &mut Vec<String>) -> &mut String { &mut v[0] }
fn stat<T: 'static>(t: T) {}
fn call<F: Fn() -> i32>(f: F) -> i32 { f() }
fn call_mut<F: FnMut() -> i32>(mut f: F) -> i32 { f() }
fn call_once<F: FnOnce() -> i32>(f: F) -> i32 { f() }
fn main() {}
