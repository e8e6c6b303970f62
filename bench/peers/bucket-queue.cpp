// The practical limit: the load-balancing model on a bucket queue, written by hand as one loop over arrays of fixed size.
//
// Same algorithm as Spillway's event queue (intrusive lists over a window of buckets, a bitmap, a short sorted bottom, an overflow list, arrivals
// outside, batches of random numbers), without its cancelling, checking, fingerprint, handlers or growth. That it simulates the same thing
// is checked in each run: the mean against theory where there is one, the mean against every other engine, and the checksum of every slice
// against priority-queue.cpp, which draws the same numbers.
#include <cstdlib>
#include <memory>

#include "common.h"

constexpr int kRows = 1 << 15, kBuckets = 1 << 13, kMask = kBuckets - 1, kWords = kBuckets >> 5, kBatch = 1024, kBottom = 4096;

template <bool ShorterOfTwo>
class LoadBalancing {
 public:
  explicit LoadBalancing(const Parameters& p)
      : p_(p), perWidth_(p.rate), gap_(1 / p.rate), arrivals_(3 * p.seed), services_(3 * p.seed + 1), choices_(3 * p.seed + 2),
        inSystem_(p.serverCount), served_(p.serverCount), queueHead_(p.serverCount, -1), queueTail_(p.serverCount) {
    std::memset(head_, 0xff, sizeof head_);
    std::memset(bits_, 0, sizeof bits_);
  }

  Result run() {
    const double startedAt = cpuSeconds();
    int arrivalAt = kBatch, serviceAt = kBatch, choiceAt = 2 * kBatch;
    int freeHead = -1, used = 0, pending = 0;
    const int serverCount = p_.serverCount, processors = p_.processors;
    drawArrivals();
    arrivalAt = 0;
    double nextArrival = arrivalBatch_[arrivalAt++];
    double sum = 0;
    for (uint64_t departed = 0; departed < p_.customers;) {
      const double due = pending == 0 ? 1e308 : (bottomCount_ == 0 ? refill(pending) : (void)0, bottomTime_[bottomCount_ - 1]);
      int startRow = -1;
      double startAt = 0;
      if (nextArrival <= due) {
        startAt = nextArrival;
        if (arrivalAt == kBatch) drawArrivals(), arrivalAt = 0;
        nextArrival = arrivalBatch_[arrivalAt++];
        if (choiceAt == 2 * kBatch) drawChoices(), choiceAt = 0;
        int server = choose(choiceBatch_[choiceAt++], serverCount);
        if (ShorterOfTwo) {
          const int other = choose(choiceBatch_[choiceAt++], serverCount);
          if (inSystem_[other] < inSystem_[server]) server = other;
        }
        int row = freeHead;
        if (row >= 0) freeHead = next_[row];
        else if ((row = used++) >= kRows) std::abort();
        arrivedAt_[row] = startAt;
        server_[row] = server;
        if (inSystem_[server]++ < processors) startRow = row;
        else enqueue(row, server);
      } else {
        const int row = bottomRow_[--bottomCount_];
        pending--;
        departed++;
        const int server = server_[row];
        const double inSystem = due - arrivedAt_[row];
        histogram_.record(inSystem);
        sum += inSystem;
        served_[server]++;
        inSystem_[server]--;
        next_[row] = freeHead;
        freeHead = row;
        const int waiting = queueHead_[server];
        if (waiting >= 0) {
          queueHead_[server] = next_[waiting];
          startRow = waiting;
          startAt = due;
        }
      }
      if (startRow < 0) continue;
      if (serviceAt == kBatch) drawServices(), serviceAt = 0;
      push(startRow, startAt + serviceBatch_[serviceAt++]);
      pending++;
    }
    return {cpuSeconds() - startedAt, sum, served_};
  }

 private:
  static int choose(uint32_t bits, int n) { return int((uint64_t(bits) * n) >> 32); }

  void enqueue(int row, int server) {
    next_[row] = -1;
    if (queueHead_[server] < 0) queueHead_[server] = row;
    else next_[queueTail_[server]] = row;
    queueTail_[server] = row;
  }

  void push(int row, double at) {
    const int bucket = int(at * perWidth_);
    if (bucket <= current_) {
      insertIntoBottom(row, at);
      return;
    }
    time_[row] = at;
    if (bucket < windowEnd_) link(row, bucket);
    else next_[row] = overflowHead_, overflowHead_ = row, overflowCount_++;
  }

  void link(int row, int bucket) {
    const int slot = bucket & kMask;
    next_[row] = head_[slot];
    head_[slot] = row;
    bits_[slot >> 5] |= 1u << (slot & 31);
  }

  void insertIntoBottom(int row, double at) {
    if (bottomCount_ == kBottom) std::abort();
    int slot = bottomCount_++;
    for (; slot > 0 && bottomTime_[slot - 1] < at; slot--) {
      bottomTime_[slot] = bottomTime_[slot - 1];
      bottomRow_[slot] = bottomRow_[slot - 1];
    }
    bottomTime_[slot] = at;
    bottomRow_[slot] = row;
  }

  void refill(int pending) {
    if (pending == overflowCount_) jumpToOverflow();
    int slot = (current_ + 1) & kMask, word = slot >> 5, ahead;
    uint32_t bits = bits_[word] >> (slot & 31);
    if (bits) ahead = __builtin_ctz(bits);
    else {
      ahead = 32 - (slot & 31);
      for (word = (word + 1) & (kWords - 1); !(bits = bits_[word]); word = (word + 1) & (kWords - 1)) ahead += 32;
      ahead += __builtin_ctz(bits);
    }
    current_ += 1 + ahead;
    slot = current_ & kMask;
    int row = head_[slot];
    head_[slot] = -1;
    bits_[slot >> 5] &= ~(1u << (slot & 31));
    for (; row >= 0; row = next_[row]) insertIntoBottom(row, time_[row]);
    if (windowEnd_ - current_ >= kBuckets / 2) return;
    windowEnd_ = current_ + kBuckets;
    if (overflowCount_) spill();
  }

  void jumpToOverflow() {
    double earliest = 1e300;
    for (int row = overflowHead_; row >= 0; row = next_[row]) earliest = std::fmin(earliest, time_[row]);
    current_ = int(earliest * perWidth_) - 1;
    windowEnd_ = current_ + kBuckets;
    spill();
  }

  __attribute__((noinline)) void spill() {
    int row = overflowHead_;
    overflowHead_ = -1;
    overflowCount_ = 0;
    while (row >= 0) {
      const int next = next_[row], bucket = int(time_[row] * perWidth_);
      if (bucket < windowEnd_) link(row, bucket);
      else next_[row] = overflowHead_, overflowHead_ = row, overflowCount_++;
      row = next;
    }
  }

  void drawArrivals() {
    Random random = arrivals_;
    double at = lastArrival_;
    for (double& slot : arrivalBatch_) slot = at += kExponential(random) * gap_;
    lastArrival_ = at;
    arrivals_ = random;
  }
  void drawServices() {
    Random random = services_;
    for (double& slot : serviceBatch_) slot = kExponential(random);
    services_ = random;
  }
  void drawChoices() {
    Random random = choices_;
    for (uint32_t& slot : choiceBatch_) slot = random.next();
    choices_ = random;
  }

  const Parameters p_;
  const double perWidth_, gap_;
  Random arrivals_, services_, choices_;
  double lastArrival_ = 0;
  alignas(64) double time_[kRows], arrivedAt_[kRows];
  int server_[kRows], next_[kRows], head_[kBuckets];
  uint32_t bits_[kWords];
  double bottomTime_[kBottom];
  int bottomRow_[kBottom], bottomCount_ = 0;
  int current_ = -1, windowEnd_ = kBuckets - 1, overflowHead_ = -1, overflowCount_ = 0;
  double arrivalBatch_[kBatch], serviceBatch_[kBatch];
  uint32_t choiceBatch_[2 * kBatch];
  std::vector<int> inSystem_, served_, queueHead_, queueTail_;
  Histogram histogram_;
};

template <bool ShorterOfTwo>
Result runOnce(const Parameters& p) {
  return std::make_unique<LoadBalancing<ShorterOfTwo>>(p)->run();
}

int main() {
  serveRequests([](const Parameters& p) { return p.shorterOfTwo ? runOnce<true>(p) : runOnce<false>(p); });
}
