// Channels: a queue under a lock. A bound of None never makes a sender wait; Some(0) makes it wait for its receiver.
use crate::collections::VecDeque;
use crate::error::Error;
use crate::fmt;
use crate::iter::FusedIterator;
use crate::sync::{Arc, Condvar, Mutex, MutexGuard};
use crate::time::{Duration, Instant};

struct State<T> { queue: VecDeque<T>, senders: usize, receiver_alive: bool, taken: usize, sent: usize, receiving: usize }
struct Shared<T> { state: Mutex<State<T>>, bound: Option<usize>, arrived: Condvar, room: Condvar }
impl<T> Shared<T> {
    fn state(&self) -> MutexGuard<'_, State<T>> { match self.state.lock() { Ok(state) => state, Err(poisoned) => poisoned.into_inner() } }
    fn add_sender(&self) { self.state().senders += 1; }
    fn remove_sender(&self) {
        let mut state = self.state();
        state.senders -= 1;
        if state.senders == 0 { drop(state); self.arrived.notify_all(); }
    }
    fn push(&self, mut state: MutexGuard<'_, State<T>>, t: T) -> usize {
        state.queue.push_back(t);
        state.sent += 1;
        let number = state.sent;
        drop(state);
        self.arrived.notify_one();
        number
    }
    fn send(&self, t: T) -> Result<(), SendError<T>> {
        let mut state = self.state();
        if let Some(bound) = self.bound {
            while state.receiver_alive && state.queue.len() >= bound.max(1) { state = wait(&self.room, state); }
        }
        if !state.receiver_alive { return Err(SendError(t)); }
        let number = self.push(state, t);
        if self.bound == Some(0) {
            let mut state = self.state();
            while state.taken < number {
                if !state.receiver_alive { return match state.queue.pop_back() { Some(t) => Err(SendError(t)), None => Ok(()) }; }
                state = wait(&self.room, state);
            }
        }
        Ok(())
    }
    fn try_send(&self, t: T) -> Result<(), TrySendError<T>> {
        let state = self.state();
        if !state.receiver_alive { return Err(TrySendError::Disconnected(t)); }
        let full = match self.bound { None => false, Some(0) => state.queue.len() >= state.receiving, Some(bound) => state.queue.len() >= bound };
        if full { return Err(TrySendError::Full(t)); }
        self.push(state, t);
        Ok(())
    }
    fn pop(&self, state: &mut MutexGuard<'_, State<T>>) -> Option<T> {
        let t = state.queue.pop_front()?;
        state.taken += 1;
        self.room.notify_all();
        Some(t)
    }
    fn recv(&self, deadline: Option<Instant>) -> Result<T, RecvTimeoutError> {
        let mut state = self.state();
        loop {
            if let Some(t) = self.pop(&mut state) { return Ok(t); }
            if state.senders == 0 { return Err(RecvTimeoutError::Disconnected); }
            state.receiving += 1;
            self.room.notify_all();
            state = match deadline {
                None => wait(&self.arrived, state),
                Some(deadline) => {
                    let now = Instant::now();
                    if now >= deadline { state.receiving -= 1; return Err(RecvTimeoutError::Timeout); }
                    match self.arrived.wait_timeout(state, deadline - now) { Ok((state, _)) => state, Err(poisoned) => poisoned.into_inner().0 }
                }
            };
            state.receiving -= 1;
        }
    }
}
fn wait<'a, S>(condvar: &Condvar, state: MutexGuard<'a, S>) -> MutexGuard<'a, S> { match condvar.wait(state) { Ok(state) => state, Err(poisoned) => poisoned.into_inner() } }
fn new_shared<T>(bound: Option<usize>) -> Arc<Shared<T>> {
    Arc::new(Shared { state: Mutex::new(State { queue: VecDeque::new(), senders: 1, receiver_alive: true, taken: 0, sent: 0, receiving: 0 }), bound, arrived: Condvar::new(), room: Condvar::new() })
}
#[must_use] pub fn channel<T>() -> (Sender<T>, Receiver<T>) { let shared = new_shared(None); (Sender { shared: shared.clone() }, Receiver { shared }) }
pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>) { let shared = new_shared(Some(bound)); (SyncSender { shared: shared.clone() }, Receiver { shared }) }

#[rustc_diagnostic_item = "Sender"]
pub struct Sender<T> { shared: Arc<Shared<T>> }
unsafe impl<T: Send> Send for Sender<T> {}
unsafe impl<T: Send> Sync for Sender<T> {}
impl<T> Sender<T> { pub fn send(&self, t: T) -> Result<(), SendError<T>> { self.shared.send(t) } }
impl<T> Clone for Sender<T> { fn clone(&self) -> Sender<T> { self.shared.add_sender(); Sender { shared: self.shared.clone() } } }
impl<T> Drop for Sender<T> { fn drop(&mut self) { self.shared.remove_sender(); } }
impl<T> fmt::Debug for Sender<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("Sender").finish_non_exhaustive() } }
#[rustc_diagnostic_item = "SyncSender"]
pub struct SyncSender<T> { shared: Arc<Shared<T>> }
unsafe impl<T: Send> Send for SyncSender<T> {}
unsafe impl<T: Send> Sync for SyncSender<T> {}
impl<T> SyncSender<T> {
    pub fn send(&self, t: T) -> Result<(), SendError<T>> { self.shared.send(t) }
    pub fn try_send(&self, t: T) -> Result<(), TrySendError<T>> { self.shared.try_send(t) }
}
impl<T> Clone for SyncSender<T> { fn clone(&self) -> SyncSender<T> { self.shared.add_sender(); SyncSender { shared: self.shared.clone() } } }
impl<T> Drop for SyncSender<T> { fn drop(&mut self) { self.shared.remove_sender(); } }
impl<T> fmt::Debug for SyncSender<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("SyncSender").finish_non_exhaustive() } }
#[rustc_diagnostic_item = "Receiver"]
pub struct Receiver<T> { shared: Arc<Shared<T>> }
unsafe impl<T: Send> Send for Receiver<T> {}
impl<T> !Sync for Receiver<T> {}
impl<T> Receiver<T> {
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        let mut state = self.shared.state();
        match self.shared.pop(&mut state) { Some(t) => Ok(t), None => Err(if state.senders == 0 { TryRecvError::Disconnected } else { TryRecvError::Empty }) }
    }
    pub fn recv(&self) -> Result<T, RecvError> { match self.shared.recv(None) { Ok(t) => Ok(t), Err(_) => Err(RecvError) } }
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> { self.shared.recv(Instant::now().checked_add(timeout)) }
    pub fn iter(&self) -> Iter<'_, T> { Iter { rx: self } }
    pub fn try_iter(&self) -> TryIter<'_, T> { TryIter { rx: self } }
}
impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        state.receiver_alive = false;
        let left = if self.shared.bound == Some(0) { VecDeque::new() } else { crate::mem::take(&mut state.queue) };
        drop(state);
        self.shared.room.notify_all();
        drop(left);
    }
}
impl<T> fmt::Debug for Receiver<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("Receiver").finish_non_exhaustive() } }
#[derive(Debug)]
pub struct Iter<'a, T: 'a> { rx: &'a Receiver<T> }
#[derive(Debug)]
pub struct TryIter<'a, T: 'a> { rx: &'a Receiver<T> }
#[derive(Debug)]
pub struct IntoIter<T> { rx: Receiver<T> }
impl<'a, T> Iterator for Iter<'a, T> { type Item = T; fn next(&mut self) -> Option<T> { self.rx.recv().ok() } }
impl<'a, T> Iterator for TryIter<'a, T> { type Item = T; fn next(&mut self) -> Option<T> { self.rx.try_recv().ok() } }
impl<T> Iterator for IntoIter<T> { type Item = T; fn next(&mut self) -> Option<T> { self.rx.recv().ok() } }
impl<'a, T> IntoIterator for &'a Receiver<T> { type Item = T; type IntoIter = Iter<'a, T>; fn into_iter(self) -> Iter<'a, T> { self.iter() } }
impl<T> IntoIterator for Receiver<T> { type Item = T; type IntoIter = IntoIter<T>; fn into_iter(self) -> IntoIter<T> { IntoIter { rx: self } } }

#[derive(PartialEq, Eq, Clone, Copy)]
pub struct SendError<T>(pub T);
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub struct RecvError;
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub enum TryRecvError { Empty, Disconnected }
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub enum RecvTimeoutError { Timeout, Disconnected }
#[derive(PartialEq, Eq, Clone, Copy)]
pub enum TrySendError<T> { Full(T), Disconnected(T) }
impl<T> fmt::Debug for SendError<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("SendError").finish_non_exhaustive() } }
impl<T> fmt::Display for SendError<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("sending on a closed channel") } }
impl<T> Error for SendError<T> {}
impl<T> fmt::Debug for TrySendError<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(match self { TrySendError::Full(..) => "Full(..)", TrySendError::Disconnected(..) => "Disconnected(..)" }) } }
impl<T> fmt::Display for TrySendError<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(match self { TrySendError::Full(..) => "sending on a full channel", TrySendError::Disconnected(..) => "sending on a closed channel" }) } }
impl<T> Error for TrySendError<T> {}
impl<T> From<SendError<T>> for TrySendError<T> { fn from(err: SendError<T>) -> TrySendError<T> { TrySendError::Disconnected(err.0) } }
impl fmt::Display for RecvError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("receiving on a closed channel") } }
impl Error for RecvError {}
impl fmt::Display for TryRecvError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(match self { TryRecvError::Empty => "receiving on an empty channel", TryRecvError::Disconnected => "receiving on a closed channel" }) } }
impl Error for TryRecvError {}
impl From<RecvError> for TryRecvError { fn from(_: RecvError) -> TryRecvError { TryRecvError::Disconnected } }
impl fmt::Display for RecvTimeoutError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(match self { RecvTimeoutError::Timeout => "timed out waiting on channel", RecvTimeoutError::Disconnected => "channel is empty and sending half is closed" }) } }
impl Error for RecvTimeoutError {}
impl From<RecvError> for RecvTimeoutError { fn from(_: RecvError) -> RecvTimeoutError { RecvTimeoutError::Disconnected } }
