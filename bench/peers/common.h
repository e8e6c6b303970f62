// What the C++ peers share: random streams, exponentials, a histogram, the clock, and the line protocol of bench/engines/line-engine.ts.
//
// Random numbers are xoshiro128** (Blackman and Vigna), exponentials the ziggurat of 256 layers (Marsaglia and Tsang, J. Stat. Soft. 5(8),
// 2000), as on Spillway. Time is thread CPU time, which neighbours on the machine do not add to.
#pragma once
#include <time.h>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

inline double cpuSeconds() {
  timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

class Random {
 public:
  // Four words from a counter through the finaliser of splitmix32, so that neighbouring seeds give unrelated streams.
  explicit Random(uint32_t seed) {
    uint32_t counter = seed * 0x9e3779b9u + 0x7f4a7c15u;
    for (uint32_t& word : state_) {
      counter += 0x9e3779b9u;
      uint32_t x = counter;
      x = (x ^ (x >> 16)) * 0x21f0aaadu;
      x = (x ^ (x >> 15)) * 0x735a2d97u;
      word = x ^ (x >> 15);
    }
  }

  uint32_t next() {
    uint32_t* s = state_;
    const uint32_t result = rotl(s[1] * 5, 7) * 9, t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotl(s[3], 11);
    return result;
  }
  double uniform() { return (next() + 0.5) * (1.0 / 4294967296.0); }
  uint32_t below(uint32_t n) { return uint32_t((uint64_t(next()) * n) >> 32); }

 private:
  static uint32_t rotl(uint32_t x, int k) { return (x << k) | (x >> (32 - k)); }
  uint32_t state_[4];
};

class Exponential {
 public:
  Exponential() {
    const double scale = 4294967296.0, area = 3.949659822581572e-3;
    double edge = kTail, outer = edge;
    const double base = area / std::exp(-edge);
    accept_[0] = uint32_t(edge / base * scale);
    accept_[1] = 0;
    scale_[0] = base / scale;
    scale_[255] = edge / scale;
    density_[0] = 1;
    density_[255] = std::exp(-edge);
    for (int layer = 254; layer >= 1; layer--) {
      edge = -std::log(area / edge + std::exp(-edge));
      accept_[layer + 1] = uint32_t(edge / outer * scale);
      outer = edge;
      density_[layer] = std::exp(-edge);
      scale_[layer] = edge / scale;
    }
  }

  double operator()(Random& random) const {
    const uint32_t bits = random.next();
    const int layer = bits & 255;
    return __builtin_expect(bits < accept_[layer], 1) ? bits * scale_[layer] : outside(random, bits);
  }

 private:
  static constexpr double kTail = 7.69711747013104972;

  __attribute__((noinline)) double outside(Random& random, uint32_t bits) const {
    for (;; bits = random.next()) {
      const int layer = bits & 255;
      const double x = bits * scale_[layer];
      if (bits < accept_[layer]) return x;
      if (layer == 0) return kTail - std::log(random.uniform());
      if (density_[layer] + random.uniform() * (density_[layer - 1] - density_[layer]) < std::exp(-x)) return x;
    }
  }
  uint32_t accept_[256];
  double scale_[256], density_[256];
};

inline const Exponential kExponential;

// Log-linear, 128 buckets an octave, read off the bits of the double.
class Histogram {
 public:
  void record(double x) { counts_[bucketOf(x)]++; }

 private:
  static constexpr int kSubBits = 7, kBuckets = 64 << kSubBits;
  static int bucketOf(double x) {
    uint64_t bits;
    std::memcpy(&bits, &x, 8);
    const int bucket = int(bits >> (52 - kSubBits)) - ((1023 - 32) << kSubBits);
    return bucket < 0 ? 0 : bucket >= kBuckets ? kBuckets - 1 : bucket;
  }
  std::vector<uint32_t> counts_ = std::vector<uint32_t>(kBuckets);
};

struct Parameters {
  int serverCount, processors;
  double rate;
  bool shorterOfTwo;
  uint64_t customers;
  uint32_t seed;
};

struct Result {
  double cpuSeconds, sumInSystem;
  uint64_t customers = 0;
  // Sum over servers of the squared number of customers served: equal for two engines that made the same choices in the same order.
  double checksum = 0;

  Result(double cpuSeconds, double sumInSystem, const std::vector<int>& served) : cpuSeconds(cpuSeconds), sumInSystem(sumInSystem) {
    for (int count : served) customers += count, checksum += double(count) * count;
  }
};

// Serves requests "servers processors rate shorterOfTwo customers seed" until the input ends, one answer a line.
template <class Run>
void serveRequests(Run run) {
  Parameters p;
  int shorter;
  unsigned long long customers;
  while (std::scanf("%d %d %lf %d %llu %u", &p.serverCount, &p.processors, &p.rate, &shorter, &customers, &p.seed) == 6) {
    p.shorterOfTwo = shorter != 0;
    p.customers = customers;
    const Result r = run(p);
    std::printf("{\"customers\":%llu,\"cpuSeconds\":%.9f,\"meanInSystem\":%.9f,\"checksum\":%.17g}\n", (unsigned long long)r.customers,
                r.cpuSeconds, r.sumInSystem / double(r.customers), r.checksum);
    std::fflush(stdout);
  }
}
