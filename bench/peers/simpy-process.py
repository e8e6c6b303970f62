# The load-balancing model on SimPy 3 or 4, in SimPy's own style: a process for each customer, a Resource for each server.
#
# Answers requests "servers processors rate shorterOfTwo customers seed", one a line. Checked in each run by its mean, against Spillway's for equally
# many customers from an empty start.
import json
import random
import signal
import sys
import time

import simpy

# Ends quietly where the benchmark does, on Ctrl-C or when nobody reads any more.
signal.signal(signal.SIGINT, signal.SIG_DFL)
signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def run(server_count, processors, rate, shorter_of_two, customers, seed):
    chance = random.Random(seed)
    env = simpy.Environment()
    servers = [simpy.Resource(env, capacity=processors) for _ in range(server_count)]
    done = env.event()
    state = {'departed': 0, 'sum': 0.0}

    def in_system(server):
        return server.count + len(server.queue)

    def customer(server):
        arrived_at = env.now
        request = server.request()
        yield request
        yield env.timeout(chance.expovariate(1.0))
        server.release(request)
        state['sum'] += env.now - arrived_at
        state['departed'] += 1
        if state['departed'] == customers:
            done.succeed()

    def source():
        for _ in range(customers):
            yield env.timeout(chance.expovariate(rate))
            server = servers[int(chance.random() * server_count)]
            if shorter_of_two:
                other = servers[int(chance.random() * server_count)]
                if in_system(other) < in_system(server):
                    server = other
            env.process(customer(server))

    env.process(source())
    started_at = time.thread_time()
    env.run(until=done)
    return time.thread_time() - started_at, state['sum'] / state['departed'], state['departed']


for line in sys.stdin:
    words = line.split()
    customers = int(words[4])
    seconds, mean, departed = run(int(words[0]), int(words[1]), float(words[2]), words[3] != '0', customers, int(words[5]))
    print(json.dumps({'customers': departed, 'cpuSeconds': seconds, 'meanInSystem': mean, 'checksum': 0}), flush=True)
