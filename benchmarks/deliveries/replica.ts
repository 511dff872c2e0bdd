// One backend process of the benchmark `replicas`: delivers between "start" and "stop", and tells how many.
import type { DeliveryWorker } from '../../plugins/servicenow-ticketing-backend/src/delivery/DeliveryWorker';
import { Outbox } from './Outbox';

async function main(): Promise<void> {
  const outbox = await Outbox.open();
  const connected = outbox.connect(process.argv[2]);
  const tell = (message: string | number) => process.send?.(message);
  let worker: DeliveryWorker | undefined;
  process.on('message', message => {
    if (message === 'start') {
      worker = outbox.createWorker(connected, {
        observer: { settled: () => tell(1) },
      });
      worker.start();
    } else {
      worker?.stop().then(
        () => tell('stopped'),
        () => process.exit(1),
      );
    }
  });
  process.on('disconnect', () => process.exit());
  tell('ready');
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
