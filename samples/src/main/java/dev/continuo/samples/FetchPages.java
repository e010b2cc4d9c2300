// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.sleep;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Fetches pages, some slow, some failing, all at once and on one thread, while a spinner turns. */
public final class FetchPages {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @Async
  static Coroutine<String> fetch(URI page) {
    long start = System.nanoTime();
    String outcome = "failed        -  ";
    try {
      var request = HttpRequest.newBuilder(page).build();
      var response = await(CLIENT.sendAsync(request, BodyHandlers.ofString()), IOException.class);
      outcome = "%6d %8d B".formatted(response.statusCode(), response.body().length());
    } catch (IOException e) {
      // A page that cannot be fetched is a row of the table like any other.
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    return Coroutine.of("%-10s %s %6d ms".formatted(page.getPath(), outcome, millis));
  }

  @Async
  static Coroutine<Void> fetchAll(List<URI> pages) {
    var spinner = Asyncio.createTask(spin());
    List<String> rows = await(Asyncio.gather(pages.stream().map(FetchPages::fetch).toList()));
    spinner.cancel();
    System.out.println("\rpage       status     size      time\n" + String.join("\n", rows));
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> spin() {
    for (int turn = 0; ; turn++) {
      System.out.print("\r" + "|/-\\".charAt(turn % 4));
      await(sleep(Duration.ofMillis(50)));
    }
  }

  public static void main(String[] args) throws IOException {
    try (PageServer server = PageServer.start()) {
      Asyncio.run(fetchAll(server.pages()));
    }
  }
}
