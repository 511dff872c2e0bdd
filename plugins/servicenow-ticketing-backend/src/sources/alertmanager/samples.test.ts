import { describeWithSamples, readSample } from '../../__testUtils__/samples';
import { fingerprints, parseWith } from '../__testUtils__/parseWith';
import { alertmanagerSource } from './alertmanagerSource';

const parse = parseWith(alertmanagerSource);

describeWithSamples('real notifications of Alertmanager', () => {
  const firing = () =>
    parse(
      readSample('alertmanager/matjaz99_v4_firing_3alerts_nofingerprint.json'),
    );
  const resolved = () =>
    parse(
      readSample(
        'alertmanager/matjaz99_v4_resolved_3alerts_nofingerprint.json',
      ),
    );

  it('reads three alerts without fingerprints', () => {
    const report = firing();
    expect(report).toMatchObject({ ignored: 0, errors: [] });
    expect(report.observations).toHaveLength(3);
    expect(report.observations[0]).toMatchObject({
      checkKey: 'ICMP ping failed',
      outcome: 'fail',
      dataset: { name: '172.29.254.30', fqn: undefined },
      sourceSeverity: 'major',
      severity: 'high',
      title: 'No physical connection to 172.29.254.30',
      message: '172.29.254.30 does not reply to ICMP pings',
      tags: ['icmp', 'ping failed'],
    });
  });

  it('recognises them when they are resolved', () => {
    const ended = resolved();
    expect(ended.observations.map(({ outcome }) => outcome)).toEqual([
      'pass',
      'pass',
      'pass',
    ]);
    expect(fingerprints(ended.observations).sort()).toEqual(
      fingerprints(firing().observations).sort(),
    );
    expect(ended.run.id).not.toBe(firing().run.id);
  });
});
