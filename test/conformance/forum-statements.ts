/**
 * The forum design as its author describes it, numbered: each statement is held by tests that
 * bear its number in their titles.
 *
 * Source of F1 to F20: a post to a forum of network professionals that asks them to validate the design, in our words.
 */
import { numbered, type Statement } from './statement.ts';

export const FORUM_STATEMENTS: readonly Statement[] = numbered('F', [
  'HTTPS ends at every application server on its own; balancers never see application traffic.',
  'Capacity grows nearly linearly with servers.',
  'Bytes of answers never return through balancers or proxies.',
  'There is failover for application servers and for balancers.',
  'Clients keep to their server.',
  'Open, runs on Linux: nothing in the design needs a closed product.',
  'Cheap to start.',
  'Balancers are redundant by DNS round robin or by plain failover.',
  'A balancer’s only job: to hand a client the URI of one server.',
  'The client uses that URI perpetually.',
  'The choice is random or round robin at first.',
  'Servers serve clients directly and independently of one another.',
  'Stateless: any server can be retired.',
  'When its server fails, the client asks a balancer again.',
  'New servers spawn, register with the balancers and are assigned very quickly.',
  'Every server has a subdomain in DNS, and all share one wildcard certificate.',
  'The naive version runs on one machine without redundancy; roles are split out later.',
  'Firewall and protection against floods are per server; configuration is managed centrally.',
  'Geography and response time are not used at first.',
  'Are there obvious attack vectors or scalability problems? Each hole is a scenario with a figure.',
]);
