// The textbook way in C++: the load-balancing model on std::priority_queue, arrivals in the queue, plain records.
//
// It draws the same numbers in the same order as bucket-queue.cpp, so the two must agree in every choice: their checksums are compared in every
// slice, and the mean with theory where there is one and with every other engine.
#include <queue>

#include "common.h"

struct Event {
  double at;
  uint32_t sequence, row;
};

struct IsLater {
  bool operator()(const Event& a, const Event& b) const { return a.at > b.at || (a.at == b.at && a.sequence > b.sequence); }
};

struct Customer {
  double arrivedAt;
  int server, next;
};

constexpr uint32_t kArrival = 0xffffffff;

Result runModel(const Parameters& p) {
  const double startedAt = cpuSeconds();
  Random arrivals(3 * p.seed), services(3 * p.seed + 1), choices(3 * p.seed + 2);
  std::priority_queue<Event, std::vector<Event>, IsLater> queue;
  std::vector<Customer> customers;
  std::vector<int> inSystem(p.serverCount), served(p.serverCount), queueHead(p.serverCount, -1), queueTail(p.serverCount);
  Histogram histogram;
  int freeHead = -1;
  uint32_t sequence = 0;
  double sum = 0;
  const double gap = 1 / p.rate;
  queue.push({kExponential(arrivals) * gap, sequence++, kArrival});
  for (uint64_t departed = 0; departed < p.customers;) {
    const Event event = queue.top();
    queue.pop();
    if (event.row == kArrival) {
      queue.push({event.at + kExponential(arrivals) * gap, sequence++, kArrival});
      int server = int(choices.below(p.serverCount));
      if (p.shorterOfTwo) {
        const int other = int(choices.below(p.serverCount));
        if (inSystem[other] < inSystem[server]) server = other;
      }
      int row = freeHead;
      if (row >= 0) freeHead = customers[row].next;
      else {
        row = int(customers.size());
        customers.push_back({});
      }
      customers[row] = {event.at, server, -1};
      if (inSystem[server]++ < p.processors) queue.push({event.at + kExponential(services), sequence++, uint32_t(row)});
      else {
        if (queueHead[server] < 0) queueHead[server] = row;
        else customers[queueTail[server]].next = row;
        queueTail[server] = row;
      }
      continue;
    }
    departed++;
    Customer& customer = customers[event.row];
    const int server = customer.server;
    histogram.record(event.at - customer.arrivedAt);
    sum += event.at - customer.arrivedAt;
    served[server]++;
    inSystem[server]--;
    customer.next = freeHead;
    freeHead = int(event.row);
    const int waiting = queueHead[server];
    if (waiting < 0) continue;
    queueHead[server] = customers[waiting].next;
    queue.push({event.at + kExponential(services), sequence++, uint32_t(waiting)});
  }
  return {cpuSeconds() - startedAt, sum, served};
}

int main() { serveRequests(runModel); }
