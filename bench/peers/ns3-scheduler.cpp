// The load-balancing model on ns-3 (libns3-dev), with the fastest of its schedulers on this model, PriorityQueueScheduler.
//
// Members scheduled through Simulator::Schedule, as ns-3's own models do it; random numbers as in the other C++ peers. Time is whole nanoseconds of
// ns-3; a mean service time is one second. Checked in each run by its mean, against theory where there is one and against every other engine.
#include <deque>

#include "common.h"
#include "ns3/core-module.h"

using namespace ns3;

class LoadBalancing {
 public:
  explicit LoadBalancing(const Parameters& p)
      : p_(p), arrivals_(3 * p.seed), services_(3 * p.seed + 1), choices_(3 * p.seed + 2), inSystem_(p.serverCount), served_(p.serverCount),
        queue_(p.serverCount) {}

  Result run() {
    ObjectFactory scheduler;
    scheduler.SetTypeId("ns3::PriorityQueueScheduler");
    Simulator::SetScheduler(scheduler);
    Simulator::Schedule(after(kExponential(arrivals_) / p_.rate), &LoadBalancing::arrive, this);
    const double startedAt = cpuSeconds();
    Simulator::Run();
    const double elapsed = cpuSeconds() - startedAt;
    Simulator::Destroy();
    return {elapsed, sum_, served_};
  }

 private:
  static Time after(double serviceTimes) { return NanoSeconds(int64_t(serviceTimes * 1e9)); }

  void arrive() {
    Simulator::Schedule(after(kExponential(arrivals_) / p_.rate), &LoadBalancing::arrive, this);
    int server = int(choices_.below(p_.serverCount));
    if (p_.shorterOfTwo) {
      const int other = int(choices_.below(p_.serverCount));
      if (inSystem_[other] < inSystem_[server]) server = other;
    }
    const double now = Simulator::Now().GetSeconds();
    if (inSystem_[server]++ < p_.processors) start(server, now);
    else queue_[server].push_back(now);
  }

  void start(int server, double arrivedAt) {
    Simulator::Schedule(after(kExponential(services_)), &LoadBalancing::depart, this, server, arrivedAt);
  }

  void depart(int server, double arrivedAt) {
    const double inSystem = Simulator::Now().GetSeconds() - arrivedAt;
    histogram_.record(inSystem);
    sum_ += inSystem;
    served_[server]++;
    inSystem_[server]--;
    if (!queue_[server].empty()) {
      const double waitingSince = queue_[server].front();
      queue_[server].pop_front();
      start(server, waitingSince);
    }
    if (++departed_ == p_.customers) Simulator::Stop();
  }

  const Parameters p_;
  Random arrivals_, services_, choices_;
  uint64_t departed_ = 0;
  double sum_ = 0;
  std::vector<int> inSystem_, served_;
  std::vector<std::deque<double>> queue_;
  Histogram histogram_;
};

int main() {
  serveRequests([](const Parameters& p) { return LoadBalancing(p).run(); });
}
