import dev.continuo.Coroutine;

class Dropped {
  static Coroutine<Void> make() {
    return Coroutine.done();
  }

  void drop() {
    make();
  }
}
