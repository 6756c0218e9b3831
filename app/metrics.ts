import type { Application } from '#kernel';
import type { HookFault } from './messaging/hooks.ts';

/** Registers what the platform tells of itself at /metrics, beside the process and the HTTP requests. */
export function registerMetrics(app: Application): void {
  const { metrics } = app;
  metrics.gauge({ name: 'foyer_sockets', help: 'Sockets that are signed in' }, () => app.chat.sessions.size);
  metrics.gauge({ name: 'foyer_users_online', help: 'Users with a socket on this node' }, () => app.chat.sessions.userCount);
  metrics.gauge({ name: 'foyer_journal_pending', help: 'Messages that wait for their commit or delivery' }, () => app.chat.journal.pending);
  metrics.total({ name: 'foyer_messages_total', help: 'Messages committed by this node' }, () => app.chat.journal.stored);
  metrics.total({ name: 'foyer_sql_statements_total', help: 'SQL statements sent by this node' }, () => app.sql.statements);
  metrics.total({ name: 'foyer_sql_deadlocks_total', help: 'Transactions that SQL ended to resolve a deadlock' }, () => app.sql.deadlocks);
  metrics.total(
    { name: 'foyer_sql_reruns_total', help: 'Transactions that ran again after a deadlock or a lock timeout' },
    () => app.sql.reruns,
  );
}

/** Tells the log and /metrics of units whose listeners failed, or did not end in time. */
export function hookFaults({ metrics, logger }: Application): (fault: HookFault) => void {
  const labels = ['unit', 'hook', 'reason'];
  const faults = metrics.counter({ name: 'foyer_hook_faults_total', help: 'Listeners that failed or did not end in time', labels });
  return ({ error, ...where }) => {
    faults.inc(where);
    logger.warn({ err: error, ...where }, `${where.unit} failed at ${where.hook}`);
  };
}
