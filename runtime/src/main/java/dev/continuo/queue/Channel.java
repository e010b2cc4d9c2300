// SPDX-License-Identifier: Apache-2.0
package dev.continuo.queue;

import static dev.continuo.Asyncio.await;

import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.internal.LoopBinding;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands items from senders to receivers, and tells each side when the other has gone.
 *
 * <pre>{@code
 * Channel<String> channel = new Channel<>(0);
 * Channel.Sender<String> sender = channel.sender();
 * group.createTask(async(() -> {
 *   try (sender) {
 *     await(sender.send("a"));
 *   }
 *   return Coroutine.done();
 * }));
 * try (var receiver = channel.receiver()) {
 *   for (String item : each(receiver)) { ... }      // ends when all senders are closed
 * }
 * }</pre>
 *
 * <p>Open all ends before the tasks that use them begin: a side whose ends were all closed stays
 * closed. Items are received in the order they were sent, each by one receiver; who waits is served
 * in the order they came, and nobody who comes later takes what is theirs. A send or receive that
 * is cancelled has done nothing; if the item was handed over before the cancellation, the call
 * returns, and the cancellation is thrown at the task's next await. So no item is lost or sent
 * twice.
 *
 * <p>For the tasks of one loop, on its thread.
 */
public final class Channel<T> {

  private final int capacity;
  private final LoopBinding binding = new LoopBinding("the channel");
  private final ArrayDeque<T> buffer = new ArrayDeque<>();

  /** They wait while the buffer is full, each with its item, which becomes its result. */
  private final Line<T> sends = new Line<>();

  /** They wait while the buffer is empty. */
  private final Line<T> receives = new Line<>();

  private int senders;
  private int receivers;
  private boolean sendingEnded;
  private boolean receivingEnded;

  /**
   * A channel without ends.
   *
   * @param capacity how many items may wait to be received: with 0 a send returns when a receiver
   *     has its item; {@code Integer.MAX_VALUE} for no bound
   * @throws IllegalArgumentException if it is negative
   */
  public Channel(int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("capacity must be >= 0, got " + capacity);
    }
    this.capacity = capacity;
  }

  /**
   * Opens one more end to send to.
   *
   * @throws ChannelClosedException if there were some and all are closed
   */
  public Sender<T> sender() {
    if (sendingEnded) {
      throw new ChannelClosedException(
          "all senders are closed; open another one before the last is closed");
    }
    senders++;
    return new Sender<>(this);
  }

  /**
   * Opens one more end to receive from; each item goes to one of them.
   *
   * @throws ChannelClosedException if there were some and all are closed
   */
  public Receiver<T> receiver() {
    if (receivingEnded) {
      throw new ChannelClosedException(
          "all receivers are closed; open another one before the last is closed");
    }
    receivers++;
    return new Receiver<>(this);
  }

  /** How many items wait to be received, not counting those of senders that wait. */
  public int size() {
    return buffer.size();
  }

  /** How many items it holds while no receiver takes them. */
  public int capacity() {
    return capacity;
  }

  /** One end to send to. */
  public static final class Sender<T> implements AutoCloseable {

    private final Channel<T> channel;
    private boolean closed;

    private Sender(Channel<T> channel) {
      this.channel = channel;
    }

    /**
     * Sends an item, which may not be null; waits while the channel is full. The await throws
     * {@link ChannelClosedException} if this is closed or all receivers are, at once or while it
     * waits; the item is not received then.
     */
    public Coroutine<Void> send(T item) {
      return sendWhenThereIsRoom(Objects.requireNonNull(item, "item"));
    }

    @Async
    private Coroutine<Void> sendWhenThereIsRoom(T item) {
      if (!trySend(item)) {
        await(channel.sends.wait(this, item, channel.binding.bind()));
      }
      return Coroutine.done();
    }

    /**
     * Sends an item, which may not be null, if nobody has to wait for that: whether it did.
     *
     * @throws ChannelClosedException if this is closed or all receivers are
     */
    public boolean trySend(T item) {
      Objects.requireNonNull(item, "item");
      if (closed) {
        throw closedSender();
      }
      if (channel.receivingEnded) {
        throw noReceivers();
      }
      return channel.put(item);
    }

    /** Opens another sender of the same channel. */
    public Sender<T> another() {
      if (closed) {
        throw closedSender();
      }
      return channel.sender();
    }

    /**
     * Closes this end; its sends that wait fail. When all senders are closed, the receivers get
     * what is left and then the end. Twice does nothing.
     */
    @Override
    public void close() {
      if (!closed) {
        closed = true;
        channel.sends.fail(this, closedSender());
        channel.senderClosed();
      }
    }
  }

  /** One end to receive from; iterating over it receives until all senders are closed. */
  public static final class Receiver<T> implements AsyncIterable<T>, AutoCloseable {

    private final Channel<T> channel;
    private boolean closed;

    private Receiver(Channel<T> channel) {
      this.channel = channel;
    }

    /**
     * Receives an item; waits while there is none. The await throws {@link ChannelClosedException}
     * if this is closed, or if all senders are and no item is left, at once or while it waits.
     */
    @Async
    public Coroutine<T> receive() {
      Optional<T> item = tryReceive();
      return item.isPresent()
          ? Coroutine.of(item.get())
          : channel.receives.wait(this, null, channel.binding.bind());
    }

    /**
     * Receives an item if there is one, of the buffer or of a sender that waits.
     *
     * @throws ChannelClosedException if this is closed, or if all senders are and no item is left
     */
    public Optional<T> tryReceive() {
      if (closed) {
        throw closedReceiver();
      }
      T item = channel.take();
      if (item == null && channel.sendingEnded) {
        throw noSenders();
      }
      return Optional.ofNullable(item);
    }

    /** Opens another receiver of the same channel. */
    public Receiver<T> another() {
      if (closed) {
        throw closedReceiver();
      }
      return channel.receiver();
    }

    /** Receives item after item; ends when all senders are closed and no item is left. */
    @Override
    public AsyncIterator<T> iterator() {
      return new ChannelIterator<>(this);
    }

    /** Whether nothing more can come. */
    boolean isAtEnd() {
      return !closed && channel.sendingEnded && channel.buffer.isEmpty();
    }

    /**
     * Closes this end; its receives that wait fail. When all receivers are closed, the items that
     * are left are dropped, and sends fail. Twice does nothing.
     */
    @Override
    public void close() {
      if (!closed) {
        closed = true;
        channel.receives.fail(this, closedReceiver());
        channel.receiverClosed();
      }
    }
  }

  // ---- handing over

  /** Gives the item to a receiver or the buffer, if there is one or room. */
  private boolean put(T item) {
    Line.Place<T> receive = receives.next();
    if (receive != null) {
      receive.serve(item);
      return true;
    }
    return buffer.size() < capacity && buffer.add(item);
  }

  /** Takes the oldest item, and lets the sender that waits longest have the room. */
  private @Nullable T take() {
    T item = buffer.poll();
    Line.Place<T> send = sends.next();
    if (send != null) {
      T sent = Objects.requireNonNull(send.item);
      send.serve(sent);
      if (item == null) {
        return sent;
      }
      buffer.add(sent);
    }
    return item;
  }

  private void senderClosed() {
    if (--senders == 0) {
      sendingEnded = true;
      receives.fail(null, noSenders());
    }
  }

  private void receiverClosed() {
    if (--receivers == 0) {
      receivingEnded = true;
      buffer.clear();
      sends.fail(null, noReceivers());
    }
  }

  private static ChannelClosedException closedSender() {
    return new ChannelClosedException("this sender is closed");
  }

  private static ChannelClosedException closedReceiver() {
    return new ChannelClosedException("this receiver is closed");
  }

  private static ChannelClosedException noReceivers() {
    return new ChannelClosedException("all receivers are closed, nobody would get the item");
  }

  private static ChannelClosedException noSenders() {
    return new ChannelClosedException("all senders are closed and no item is left");
  }

  @Override
  public String toString() {
    String bound = capacity == Integer.MAX_VALUE ? "" : " of " + capacity;
    return "<Channel "
        + (buffer.size() + bound)
        + (", " + senders + " senders, " + receivers + " receivers>");
  }
}
