// The paper's Maglev table, built plainly in C++: the yardstick for sim/maglev/paper.ts, slot for slot the same table.
//
// Usage: build-table <table size> <backend count> <builds>. Prints the FNV-1a digest of the last table, then one line of milliseconds for
// each build, hashing of the names included. Names are backend-0, backend-1, ...

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

static uint64_t rotl(uint64_t word, int bits) { return (word << bits) | (word >> (64 - bits)); }

static uint64_t read64(const char* at) {
  uint64_t word;
  std::memcpy(&word, at, 8);
  return word;
}

static uint64_t finalise(uint64_t word) {
  word = (word ^ (word >> 33)) * 0xff51afd7ed558ccd;
  word = (word ^ (word >> 33)) * 0xc4ceb9fe1a85ec53;
  return word ^ (word >> 33);
}

// MurmurHash3 x64-128 with seed 0.
static std::pair<uint64_t, uint64_t> murmur3(const std::string& text) {
  const uint64_t c1 = 0x87c37b91114253d5, c2 = 0x4cf5ad432745937f;
  uint64_t h1 = 0, h2 = 0;
  size_t at = 0;
  for (; at + 16 <= text.size(); at += 16) {
    h1 ^= rotl(read64(&text[at]) * c1, 31) * c2;
    h1 = (rotl(h1, 27) + h2) * 5 + 0x52dce729;
    h2 ^= rotl(read64(&text[at + 8]) * c2, 33) * c1;
    h2 = (rotl(h2, 31) + h1) * 5 + 0x38495ab5;
  }
  char tail[16] = {};
  std::memcpy(tail, text.data() + at, text.size() - at);
  h2 ^= rotl(read64(tail + 8) * c2, 33) * c1;
  h1 ^= rotl(read64(tail) * c1, 31) * c2;
  h1 ^= text.size();
  h2 ^= text.size();
  h1 += h2;
  h2 += h1;
  h1 = finalise(h1);
  h2 = finalise(h2);
  h1 += h2;
  h2 += h1;
  return {h1, h2};
}

static std::vector<int32_t> build(const std::vector<std::string>& names, uint32_t table_size) {
  std::vector<uint32_t> positions(names.size()), skips(names.size());
  for (size_t at = 0; at < names.size(); at++) {
    const auto [h1, h2] = murmur3(names[at]);
    positions[at] = h1 % table_size;
    skips[at] = h2 % (table_size - 1) + 1;
  }
  std::vector<int32_t> slots(table_size, -1);
  uint32_t remaining = table_size;
  for (size_t backend = 0; remaining > 0; backend = backend + 1 < names.size() ? backend + 1 : 0) {
    uint32_t position = positions[backend];
    const uint32_t skip = skips[backend];
    while (slots[position] >= 0) {
      position += skip;
      if (position >= table_size) position -= table_size;
    }
    slots[position] = static_cast<int32_t>(backend);
    position += skip;
    positions[backend] = position >= table_size ? position - table_size : position;
    remaining--;
  }
  return slots;
}

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const uint32_t table_size = std::strtoul(argv[1], nullptr, 10);
  const int backend_count = std::atoi(argv[2]);
  const int builds = std::atoi(argv[3]);
  std::vector<std::string> names;
  for (int at = 0; at < backend_count; at++) names.push_back("backend-" + std::to_string(at));
  std::vector<double> times;
  uint32_t digest = 0;
  for (int run = 0; run < builds; run++) {
    const auto start = std::chrono::steady_clock::now();
    const std::vector<int32_t> slots = build(names, table_size);
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    digest = 0x811c9dc5;
    for (const int32_t owner : slots) digest = (digest ^ static_cast<uint32_t>(owner)) * 0x01000193;
  }
  std::printf("%u\n", digest);
  for (const double time : times) std::printf("%.6f\n", time);
}
