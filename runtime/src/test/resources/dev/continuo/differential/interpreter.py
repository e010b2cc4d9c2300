"""Runs random programs under CPython: one JSON line each on standard input, their traces on standard output.
dev.continuo.differential.Interpreter is the same in Java, statement by statement."""
import asyncio, contextvars, json, os, sys, warnings
from asyncio import events, tasks, timeouts

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'traces'))
import vloop

NONE = -9
MOST_TASKS = 40
KINDS = [asyncio.CancelledError, Exception, BaseException]
WHEN = [asyncio.ALL_COMPLETED, asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION]


# ---- where Continuo differs on purpose: CPython is made to do the same

class StableTimer(asyncio.TimerHandle):
    """Equal deadlines fire in the order they were set; CPython's heap keeps no order among them."""
    __slots__ = ('number',)
    count = 0

    def __init__(self, *args):
        super().__init__(*args)
        StableTimer.count += 1
        self.number = StableTimer.count

    def __lt__(self, other):
        return (self._when, self.number) < (other._when, other.number)


class Insertion(dict):
    """A set in insertion order: a TaskGroup cancels its children in the order of a set, which varies."""
    def add(self, task): self[task] = None
    def discard(self, task): self.pop(task, None)


class Limit(asyncio.Timeout):
    """A limit does not swallow a cancellation requested before it was entered (gh-134471)."""
    async def __aenter__(self):
        await super().__aenter__()
        if self._task._must_cancel:
            self._cancelling -= 1
        return self


def in_creation_order(loop=None, given=tasks.all_tasks):
    """Runner.close cancels the tasks that are left in the order they were created; CPython's set has none."""
    return sorted(given(loop), key=lambda task: int(task.get_name().removeprefix('Task-')))


events.TimerHandle = StableTimer
tasks.all_tasks = in_creation_order
timeouts.timeout = lambda d: Limit(None if d is None else asyncio.get_running_loop().time() + d)


class Boom(Exception):
    pass


def text(v):
    if v is None: return '-'
    if isinstance(v, bool): return str(v).lower()
    if isinstance(v, (list, tuple)): return '[' + ','.join(map(text, v)) + ']'
    if isinstance(v, BaseExceptionGroup): return 'Group' + text(v.exceptions)
    if isinstance(v, Boom): return 'Boom(%s)' % v.args
    if isinstance(v, BaseException): return type(v).__name__
    return str(v)


def seconds(d):
    return None if d == NONE else d


class Program:
    def __init__(self, source):
        self.eager = source['eager']
        self.functions = source['functions']
        self.lines = []
        self.ranks = {}
        self.created = []
        self.slots = {}
        self.groups = {}
        self.counter = 0
        self.locks = [asyncio.Lock(), asyncio.Lock()]
        self.events = [asyncio.Event(), asyncio.Event()]
        self.condition = asyncio.Condition()
        self.semaphores = [asyncio.Semaphore(1), asyncio.Semaphore(2), asyncio.BoundedSemaphore(1)]
        self.queues = [asyncio.Queue(1), asyncio.Queue(), asyncio.PriorityQueue(2), asyncio.LifoQueue(2)]
        self.barrier = asyncio.Barrier(2)
        self.vars = [contextvars.ContextVar('v0', default=0), contextvars.ContextVar('v1', default=0)]

    # ---- what is traced, and who waits for whom

    def trace(self, *values):
        task = asyncio.current_task()
        who = 'callback' if task is None else self.rank(task)
        self.lines.append(' '.join([str(int(self.loop.time())), str(who), *map(text, values)]))

    def rank(self, task):
        if task not in self.ranks:
            self.ranks[task] = 2 * len(self.ranks)
        return self.ranks[task]

    def spawn(self, slot, fn, create):
        if len(self.created) >= MOST_TASKS:
            return
        task = create(self.run(fn))
        self.created.append(task)
        self.slots[slot] = task, self.rank(task)

    def keep(self, slot, future):
        self.slots[slot] = future, self.rank(asyncio.current_task()) + 1

    def reach(self, slot):
        future, rank = self.slots.get(slot, (None, 0))
        return future if rank > self.rank(asyncio.current_task()) else None

    def awaitable(self, kind, index):
        if kind == 0:
            return self.run(index)
        return self.reach(index)

    def awaitables(self, pairs):
        found = [self.awaitable(pairs[i], pairs[i + 1]) for i in range(0, len(pairs), 2)]
        return [a for a in found if a is not None]

    # ---- running

    async def main(self):
        self.loop = asyncio.get_running_loop()
        self.loop.set_exception_handler(lambda loop, context: None)
        if self.eager:
            # As asyncio.eager_task_factory does, but with that one the loop names all tasks None.
            self.loop.create_task = lambda coro, *, name=None, context=None: asyncio.Task(
                coro, loop=self.loop, context=context, eager_start=True)
        self.rank(asyncio.current_task())
        self.futures = [self.loop.create_future(), self.loop.create_future()]
        self.spawn(0, 0, asyncio.create_task)
        for _ in range(30):
            await asyncio.sleep(1000)
            stuck = [t for t in self.created if not t.done()]
            if not stuck:
                break
            self.trace('stuck', [self.rank(t) for t in stuck])
            for t in stuck:
                t.cancel()
        for t in self.created:
            self.trace(self.rank(t), self.outcome(t), t.cancelling())
        self.trace([l.locked() for l in self.locks], [e.is_set() for e in self.events], self.condition.locked(),
                   [s.locked() for s in self.semaphores], [q.qsize() for q in self.queues],
                   self.barrier.n_waiting, self.barrier.broken)

    def outcome(self, f):
        if not f.done(): return 'pending'
        if f.cancelled(): return 'cancelled'
        return f.exception() if f.exception() is not None else f.result()

    async def run(self, fn):
        self.trace('begin', fn)
        try:
            signal = await self.block(self.functions[fn], None)
            value = signal[0] if signal else None
            self.trace('end', fn, value)
            return value
        except BaseException as e:
            self.trace('out', fn, e)
            raise

    async def block(self, statements, limit):
        for op, args, blocks in statements:
            signal = await getattr(self, 'do_' + op)(limit, *args, *blocks)
            if signal is not None:
                return signal
        return None

    # ---- control

    async def do_log(self, limit, k): self.trace('log', k)
    async def do_raise(self, limit, k): raise Boom(k)
    async def do_raisecancelled(self, limit): raise asyncio.CancelledError()
    async def do_return(self, limit, k): return [k]

    async def do_repeat(self, limit, n, body):
        for _ in range(n):
            signal = await self.block(body, limit)
            if signal is not None:
                return signal

    async def do_try(self, limit, kind, rethrow, body, handler, final):
        try:
            return await self.block(body, limit)
        except BaseException as e:
            if not isinstance(e, KINDS[kind]):
                raise
            self.trace('caught', e)
            signal = await self.block(handler, limit)
            if rethrow:
                raise
            return signal
        finally:
            await self.block(final, limit)

    # ---- time

    async def do_sleep(self, limit, d): self.trace('slept', await asyncio.sleep(d, d))

    async def do_callsoon(self, limit, k):
        self.loop.call_soon(lambda: self.trace('called', k, self.vars[0].get()))

    async def do_calllater(self, limit, d, k, cancelled):
        handle = self.loop.call_later(d, lambda: self.trace('later', k, self.vars[0].get()))
        if cancelled:
            handle.cancel()

    # ---- tasks and cancellation

    async def do_spawn(self, limit, slot, fn): self.spawn(slot, fn, asyncio.create_task)

    async def do_cancel(self, limit, slot):
        if slot in self.slots:
            self.trace('cancel', slot, self.slots[slot][0].cancel())

    async def do_cancelself(self, limit): self.trace('cancelself', asyncio.current_task().cancel())
    async def do_uncancel(self, limit): self.trace('uncancel', asyncio.current_task().uncancel())
    async def do_count(self, limit): self.trace('cancelling', asyncio.current_task().cancelling())
    async def do_tasks(self, limit): self.trace('tasks', len(asyncio.all_tasks()))

    async def do_await(self, limit, slot):
        future = self.reach(slot)
        if future is not None:
            self.trace('awaited', await future)

    async def do_awaitself(self, limit): await asyncio.current_task()
    async def do_call(self, limit, fn): self.trace('called', fn, await self.run(fn))

    async def do_shield(self, limit, kind, index, slot):
        inner = self.awaitable(kind, index)
        if inner is None:
            return
        future = asyncio.shield(inner)
        if slot == NONE:
            self.trace('shielded', await future)
        else:
            self.keep(slot, future)

    async def do_ondone(self, limit, slot, k):
        if slot in self.slots:
            self.slots[slot][0].add_done_callback(lambda f: self.trace('done', k, self.outcome(f), self.vars[0].get()))

    async def do_gather(self, limit, outcomes, slot, *pairs):
        future = asyncio.gather(*self.awaitables(pairs), return_exceptions=bool(outcomes))
        if slot == NONE:
            self.trace('gathered', await future)
        else:
            self.keep(slot, future)

    async def do_wait(self, limit, when, d, *slots):
        futures = [f for f in map(self.reach, slots) if f is not None]
        done, pending = await asyncio.wait(futures, return_when=WHEN[when], timeout=seconds(d))
        self.trace('waited', [f in done for f in futures], [f in pending for f in futures])

    async def do_ascompleted(self, limit, d, *fns):
        tasks = []
        for fn in fns:
            if len(self.created) < MOST_TASKS:
                self.spawn(9, fn, asyncio.create_task)
                tasks.append(self.slots[9][0])
        async for f in asyncio.as_completed(tasks, timeout=seconds(d)):
            self.trace('completed', self.rank(f), self.outcome(f))
        self.trace('completed all')

    # ---- limits and groups

    async def do_timeout(self, limit, d, body):
        own = timeouts.timeout(seconds(d))
        try:
            async with own:
                signal = await self.block(body, own)
            return signal
        finally:
            self.trace('limit', own.expired(), asyncio.current_task().cancelling())

    async def do_reschedule(self, limit, d):
        if limit is not None:
            limit.reschedule(None if d == NONE else self.loop.time() + d)
            # Ours keeps no deadline in the past.
            self.trace('rescheduled', None if d == NONE else int(max(limit.when(), self.loop.time())))

    async def do_waitfor(self, limit, d, kind, index):
        a = self.awaitable(kind, index)
        if a is not None:
            self.trace('waited for', await asyncio.wait_for(a, seconds(d)))

    async def do_group(self, limit, g, body):
        try:
            async with asyncio.TaskGroup() as group:
                group._tasks = Insertion()
                self.groups[g] = group
                signal = await self.block(body, limit)
            return signal
        finally:
            self.trace('group', g, asyncio.current_task().cancelling())

    async def do_groupspawn(self, limit, g, slot, fn):
        if g in self.groups:
            self.spawn(slot, fn, self.groups[g].create_task)

    # ---- primitives

    async def do_withlock(self, limit, body):
        async with self.locks[0]:
            self.trace('locked')
            return await self.block(body, limit)

    async def do_acquire(self, limit): self.trace('acquired', await self.locks[1].acquire())

    async def do_release(self, limit):
        self.locks[1].release()
        self.trace('released', self.locks[1].locked())

    async def do_set(self, limit, i): self.events[i].set()
    async def do_clear(self, limit, i): self.events[i].clear()

    async def do_waitevent(self, limit, i):
        await self.events[i].wait()
        self.trace('event', i, self.events[i].is_set())

    async def do_withcondition(self, limit, body):
        async with self.condition:
            self.trace('condition')
            return await self.block(body, limit)

    async def do_waitcondition(self, limit):
        await self.condition.wait()
        self.trace('signalled')

    async def do_waituntil(self, limit, k):
        await self.condition.wait_for(lambda: self.counter >= k)
        self.trace('reached', k)

    async def do_signal(self, limit, n):
        self.counter += 1
        self.condition.notify(n)

    async def do_signalall(self, limit):
        self.counter += 1
        self.condition.notify_all()

    async def do_withsemaphore(self, limit, body):
        async with self.semaphores[0]:
            self.trace('permit')
            return await self.block(body, limit)

    async def do_acquirepermit(self, limit, i):
        await self.semaphores[i].acquire()
        self.trace('permit', i, self.semaphores[i].locked())

    async def do_releasepermit(self, limit, i):
        try:
            self.semaphores[i].release()
        except ValueError:  # ours is the IllegalStateException that stands for RuntimeError
            raise RuntimeError()
        self.trace('released', i, self.semaphores[i].locked())

    async def do_put(self, limit, q, k):
        await self.queues[q].put(k)
        self.trace('put', q, k)

    async def do_get(self, limit, q): self.trace('got', q, await self.queues[q].get())

    async def do_putnowait(self, limit, q, k):
        self.queues[q].put_nowait(k)
        self.trace('put', q, k)

    async def do_getnowait(self, limit, q): self.trace('got', q, self.queues[q].get_nowait())

    async def do_taskdone(self, limit, q):
        try:
            self.queues[q].task_done()
        except ValueError:  # ours is the IllegalStateException that stands for RuntimeError
            raise RuntimeError()

    async def do_join(self, limit, q):
        await self.queues[q].join()
        self.trace('joined', q)

    async def do_shutdown(self, limit, q, now):
        self.queues[q].shutdown(bool(now))
        self.trace('shut down', q, self.queues[q].qsize())

    async def do_barrier(self, limit): self.trace('passed', await self.barrier.wait())

    async def do_reset(self, limit):
        await self.barrier.reset()
        self.trace('reset', self.barrier.n_waiting)

    async def do_abort(self, limit):
        await self.barrier.abort()
        self.trace('aborted', self.barrier.n_waiting)

    async def do_setresult(self, limit, i, k): self.futures[i].set_result(k)
    async def do_setexception(self, limit, i, k): self.futures[i].set_exception(Boom(k))
    async def do_cancelfuture(self, limit, i): self.trace('cancel', self.futures[i].cancel())
    async def do_awaitfuture(self, limit, i): self.trace('future', i, await self.futures[i])

    # ---- context and generators

    async def do_setvar(self, limit, i, k): self.vars[i].set(k)
    async def do_getvar(self, limit, i): self.trace('var', i, self.vars[i].get())

    async def counted(self, n, d):
        try:
            for i in range(n):
                await asyncio.sleep(d)
                yield i
        finally:
            self.trace('closing')
            await asyncio.sleep(d)
            self.trace('closed')

    async def do_generate(self, limit, n, d, stop, body):
        generator = self.counted(n, d)
        try:
            async for i in generator:
                self.trace('element', i)
                signal = await self.block(body, limit)
                if signal is not None or i == stop:
                    return signal
        finally:
            await generator.aclose()


warnings.simplefilter('ignore')
programs = []  # never collected: the finally blocks of what never ended would run then, in another program
for line in sys.stdin:
    program = Program(json.loads(line))
    programs.append(program)
    print('==')
    try:
        vloop.run(program.main())
    except RuntimeError as e:  # a wait for a condition that never gets its lock back cannot be cancelled
        if str(e) != 'virtual deadlock':
            raise
    finally:
        print('\n'.join(program.lines), flush=True)
os._exit(0)
