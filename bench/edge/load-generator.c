/*
 * An open-loop HTTP load generator for the loopback: Poisson arrivals, one connection a request, latency from the scheduled instant.
 *
 * A client that has no answer in time gives up and closes, in order or with a reset. Beside them clients that hold connections: slow over
 * their headers (one line a second), idle between requests (one a second), or silent. Writes one line of CSV a request; Linux only.
 *
 *   load-generator -p PORT -P SECONDS:RATE,... -s SEED -T TIMEOUT_S -o OUT.csv [-R] [-K | -N] [-H COUNT:hdr|ka|none]
 *     -R closes with a reset on giving up, -K leaves answered connections open until the server closes, -N even then
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum State { IDLE, CONNECTING, WAITING, DONE, CLOSED_HELD };
enum Held { NOT_HELD, HOLDS_IDLE, HOLDS_HEADERS, HOLDS_SILENT };
/* Statuses below 0 in the CSV; above it is the HTTP status. */
enum Failure { REFUSED = -1, WAS_RESET = -2, TIMED_OUT_WAITING = -3, TIMED_OUT_CONNECTING = -4, NO_SOCKET = -5, OTHER = -6, CLOSED_EARLY = -7 };

/* Clients take 64 source addresses by turns: one has too few ports. */
enum { SOURCE_ADDRESSES = 64, EVENTS_MAX = 512, BUFFER_BYTES = 512 };
/* Held clients connect so long before the load, s; they act, and come back when closed, at this period. */
static const double LEAD_S = 1.0, HELD_PERIOD_S = 0.05, HELD_INTERVAL_S = 1.0;

struct Client {
  double scheduledS, startedS, doneS, nextActS;
  int status, fd;
  enum State state;
  enum Held held;
  int received, headerBytes, contentLength, buffered;
  char buffer[BUFFER_BYTES];
};

static struct Client *clients;
static int clientCount, clientRoom = 1 << 16, inFlight, heldCount, nextSource, epoll;
static struct sockaddr_in server;
static double zeroS, timeoutS = 5;
static int resetsOnGivingUp, leavesOpen, neverCloses;
static char request[256];
static const char heldRequest[] = "GET /held HTTP/1.1\r\nHost: edge.test\r\n\r\n";
static const char heldHeader[] = "GET /held HTTP/1.1\r\nHost: edge.test\r\n";

static double nowS(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9 - zeroS;
}

/* xoshiro256**, seeded by splitmix64 (Blackman and Vigna). */
static uint64_t words[4];
static uint64_t rotated(uint64_t x, int by) { return (x << by) | (x >> (64 - by)); }
static void seedRandom(uint64_t x) {
  for (int i = 0; i < 4; i++) {
    uint64_t z = (x += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    words[i] = z ^ (z >> 31);
  }
}
static double uniform(void) {
  uint64_t result = rotated(words[1] * 5, 7) * 9, t = words[1] << 17;
  words[2] ^= words[0];
  words[3] ^= words[1];
  words[1] ^= words[2];
  words[0] ^= words[3];
  words[2] ^= t;
  words[3] = rotated(words[3], 45);
  return ((result >> 11) + 0.5) * (1.0 / 9007199254740992.0);
}

static struct Client *newClient(void) {
  if (clientCount == clientRoom) clients = realloc(clients, (clientRoom *= 2) * sizeof *clients);
  struct Client *client = &clients[clientCount++];
  memset(client, 0, sizeof *client);
  client->fd = -1;
  return client;
}

static void closeSocket(struct Client *client, int resets) {
  if (client->fd < 0) return;
  struct linger linger = {1, 0};
  if (resets) setsockopt(client->fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  close(client->fd);
  client->fd = -1;
}

static void finish(struct Client *client, int status) {
  if (client->state == DONE) return;
  client->doneS = nowS();
  client->status = status;
  client->state = DONE;
  inFlight--;
  if ((leavesOpen || neverCloses) && status > 0) return;
  closeSocket(client, resetsOnGivingUp && (status == TIMED_OUT_WAITING || status == TIMED_OUT_CONNECTING));
}

/* Returns 0, or the error. */
static int startConnecting(struct Client *client) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), one = 1;
  if (fd < 0) return errno;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
  struct sockaddr_in source = {.sin_family = AF_INET};
  source.sin_addr.s_addr = htonl(0x7f000000u | (2 + nextSource++ % SOURCE_ADDRESSES));
  if (bind(fd, (void *)&source, sizeof source) < 0 ||
      (connect(fd, (void *)&server, sizeof server) < 0 && errno != EINPROGRESS)) {
    int error = errno;
    close(fd);
    return error;
  }
  struct epoll_event event = {.events = EPOLLOUT | EPOLLIN | EPOLLRDHUP, .data.u32 = client - clients};
  epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
  client->fd = fd;
  client->state = CONNECTING;
  return 0;
}

static int connectError(struct Client *client) {
  int error = 0;
  socklen_t length = sizeof error;
  getsockopt(client->fd, SOL_SOCKET, SO_ERROR, &error, &length);
  return error;
}

static void awaitInput(struct Client *client) {
  struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP, .data.u32 = client - clients};
  epoll_ctl(epoll, EPOLL_CTL_MOD, client->fd, &event);
  client->state = WAITING;
}

static void onConnected(struct Client *client) {
  int error = connectError(client);
  if (error != 0) {
    finish(client, error == ECONNREFUSED ? REFUSED : error == ECONNRESET ? WAS_RESET : error == ETIMEDOUT ? TIMED_OUT_CONNECTING : OTHER);
    return;
  }
  int length = strlen(request);
  if (send(client->fd, request, length, MSG_NOSIGNAL) != length) finish(client, WAS_RESET);
  else awaitInput(client);
}

static void readHeader(struct Client *client) {
  char *end = strstr(client->buffer, "\r\n\r\n");
  if (end == NULL) return;
  client->headerBytes = end - client->buffer + 4;
  sscanf(client->buffer, "HTTP/%*s %d", &client->status);
  char *length = strcasestr(client->buffer, "content-length:");
  client->contentLength = length != NULL && length < end ? atoi(length + 15) : -1;
}

static void onInput(struct Client *client) {
  for (;;) {
    char overflow[4096];
    int room = BUFFER_BYTES - 1 - client->buffered;
    int got = room > 0 ? recv(client->fd, client->buffer + client->buffered, room, 0)
                       : recv(client->fd, overflow, sizeof overflow, 0);
    if (got > 0) {
      if (room > 0) client->buffer[client->buffered += got] = 0;
      client->received += got;
      if (client->headerBytes == 0) readHeader(client);
      int isWhole = client->headerBytes > 0 && client->contentLength >= 0 &&
                    client->received >= client->headerBytes + client->contentLength;
      if (!isWhole) continue;
      finish(client, client->status);
      return;
    }
    if (got < 0 && errno == EAGAIN) return;
    if (got == 0) finish(client, client->headerBytes > 0 && client->contentLength < 0 ? client->status : CLOSED_EARLY);
    else finish(client, errno == ECONNRESET ? WAS_RESET : OTHER);
    return;
  }
}

/* An answered connection was left open: the server has closed it. */
static void onServerClosed(struct Client *client, uint32_t events) {
  if (neverCloses && !(events & (EPOLLHUP | EPOLLERR))) {
    epoll_ctl(epoll, EPOLL_CTL_DEL, client->fd, NULL);
    return;
  }
  if (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) closeSocket(client, 0);
}

static void onHeld(struct Client *client, uint32_t events) {
  if (client->state == CONNECTING && (events & (EPOLLOUT | EPOLLERR | EPOLLHUP))) {
    if (connectError(client) != 0) {
      closeSocket(client, 0);
      client->state = CLOSED_HELD;
      return;
    }
    awaitInput(client);
    client->nextActS = client->held == HOLDS_SILENT ? 1e18 : nowS() + HELD_INTERVAL_S * (0.5 + 0.5 * uniform());
    if (client->held == HOLDS_HEADERS) send(client->fd, heldHeader, strlen(heldHeader), MSG_NOSIGNAL);
    if (client->held == HOLDS_IDLE) send(client->fd, heldRequest, strlen(heldRequest), MSG_NOSIGNAL);
  } else if (events & (EPOLLIN | EPOLLRDHUP | EPOLLERR | EPOLLHUP)) {
    char buffer[4096];
    if (recv(client->fd, buffer, sizeof buffer, 0) > 0) return;
    closeSocket(client, 0);
    client->state = CLOSED_HELD;
  }
}

static void actHeld(double now, double endS) {
  static double lastS;
  if (now - lastS < HELD_PERIOD_S) return;
  lastS = now;
  for (int i = 0; i < heldCount; i++) {
    struct Client *client = &clients[i];
    if (client->state == CLOSED_HELD && now < endS) {
      if (startConnecting(client) != 0) client->state = CLOSED_HELD;
    } else if (client->state == WAITING && now >= client->nextActS) {
      const char *what = client->held == HOLDS_HEADERS ? "X-a: 1\r\n" : heldRequest;
      send(client->fd, what, strlen(what), MSG_NOSIGNAL);
      client->nextActS = now + HELD_INTERVAL_S;
    }
  }
}

/* Returns when the load ends, s. */
static double schedule(char *phases) {
  double fromS = heldCount > 0 ? LEAD_S : 0;
  for (char *phase = strtok(phases, ","); phase != NULL; phase = strtok(NULL, ",")) {
    double durationS, rate;
    if (sscanf(phase, "%lf:%lf", &durationS, &rate) != 2) exit(2);
    for (double t = -log(uniform()) / rate; t < durationS; t += -log(uniform()) / rate) newClient()->scheduledS = fromS + t;
    fromS += durationS;
  }
  return fromS;
}

static void runLoad(double endS) {
  struct epoll_event events[EVENTS_MAX];
  int next = heldCount, oldest = heldCount;
  for (int i = 0; i < heldCount; i++)
    if (startConnecting(&clients[i]) != 0) clients[i].state = CLOSED_HELD;
  for (;;) {
    double now = nowS();
    while (next < clientCount && clients[next].scheduledS <= now) {
      struct Client *client = &clients[next++];
      client->startedS = now;
      inFlight++;
      int error = startConnecting(client);
      if (error != 0) finish(client, error == ECONNREFUSED ? REFUSED : NO_SOCKET);
      now = nowS();
    }
    /* All have the same time, so the oldest gives up first. */
    while (oldest < next && (clients[oldest].state == DONE || now - clients[oldest].scheduledS > timeoutS)) {
      struct Client *client = &clients[oldest++];
      finish(client, client->state == CONNECTING ? TIMED_OUT_CONNECTING : TIMED_OUT_WAITING);
    }
    actHeld(now, endS);
    if (next >= clientCount && now >= endS && (inFlight == 0 || now > endS + timeoutS + 0.5)) return;
    double waitS = HELD_PERIOD_S;
    if (next < clientCount && clients[next].scheduledS - now < waitS) waitS = clients[next].scheduledS - now;
    if (oldest < next && clients[oldest].scheduledS + timeoutS - now < waitS) waitS = clients[oldest].scheduledS + timeoutS - now;
    if (waitS < 0) waitS = 0;
    struct timespec wait = {0, (long)(waitS * 1e9)};
    int count = epoll_pwait2(epoll, events, EVENTS_MAX, &wait, NULL);
    for (int i = 0; i < count; i++) {
      struct Client *client = &clients[events[i].data.u32];
      if (client->fd < 0) continue;
      if (client->held != NOT_HELD) onHeld(client, events[i].events);
      else if (client->state == DONE) onServerClosed(client, events[i].events);
      else if (client->state == CONNECTING) onConnected(client);
      else onInput(client);
    }
  }
}

static void addHeld(const char *text) {
  char mode[8];
  if (sscanf(text, "%d:%7s", &heldCount, mode) != 2) exit(2);
  enum Held held = strcmp(mode, "ka") == 0 ? HOLDS_IDLE : strcmp(mode, "hdr") == 0 ? HOLDS_HEADERS : HOLDS_SILENT;
  for (int i = 0; i < heldCount; i++) newClient()->held = held;
}

static void writeCsv(const char *path, double leadS) {
  FILE *file = fopen(path, "w");
  if (file == NULL) exit(1);
  fprintf(file, "scheduledS,lagUs,latencyUs,status\n");
  for (int i = heldCount; i < clientCount; i++) {
    struct Client *client = &clients[i];
    fprintf(file, "%.6f,%.0f,%.0f,%d\n", client->scheduledS - leadS, (client->startedS - client->scheduledS) * 1e6,
            (client->doneS - client->scheduledS) * 1e6, client->status);
  }
  fclose(file);
}

int main(int count, char **arguments) {
  int option, port = 0;
  char *phases = NULL, *out = NULL, *held = NULL;
  while ((option = getopt(count, arguments, "p:P:s:T:o:H:RKN")) != -1) {
    if (option == 'p') port = atoi(optarg);
    else if (option == 'P') phases = optarg;
    else if (option == 's') seedRandom(strtoull(optarg, NULL, 10));
    else if (option == 'T') timeoutS = atof(optarg);
    else if (option == 'o') out = optarg;
    else if (option == 'H') held = optarg;
    else if (option == 'R') resetsOnGivingUp = 1;
    else if (option == 'K') leavesOpen = 1;
    else if (option == 'N') neverCloses = 1;
    else return 2;
  }
  if (port == 0 || phases == NULL || out == NULL) return 2;
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  prctl(PR_SET_TIMERSLACK, 1000UL);
  clients = calloc(clientRoom, sizeof *clients);
  if (held != NULL) addHeld(held);
  server.sin_family = AF_INET;
  server.sin_port = htons(port);
  server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  snprintf(request, sizeof request, "GET /x HTTP/1.1\r\nHost: edge.test\r\n%s\r\n", leavesOpen || neverCloses ? "" : "Connection: close\r\n");
  double endS = schedule(phases);
  epoll = epoll_create1(0);
  zeroS = nowS();
  runLoad(endS);
  writeCsv(out, heldCount > 0 ? LEAD_S : 0);
  return 0;
}
