import { ticketLevels } from './priority';

describe('ticketLevels', () => {
  const options = {
    severity: 'high' as const,
    mapping: {
      primary: {
        field: 'urgency',
        values: { critical: '1', high: '2', medium: '2', low: '3' },
      },
    },
  };

  it('keeps what the person chose', () => {
    expect(ticketLevels({ impact: '1', priority: '3' }, options)).toEqual({
      impact: '1',
      priority: '3',
    });
  });

  it.each([
    ['1', '1', '1'],
    ['2', '1', '2'],
    ['3', '2', '2'],
    ['4', '2', '3'],
    ['5', '3', '3'],
  ])(
    'gives priority %s by impact %s and urgency %s, as ServiceNow derives it',
    (priority, impact, urgency) => {
      expect(ticketLevels({ priority }, options)).toEqual({
        priority,
        impact,
        urgency,
      });
    },
  );

  it('maps the severity where nothing was chosen', () => {
    expect(ticketLevels({}, options)).toEqual({ urgency: '2' });
    const secondary = {
      field: 'impact',
      values: { critical: '1', high: '1', medium: '2', low: '3' },
    };
    expect(
      ticketLevels(
        {},
        { ...options, mapping: { ...options.mapping, secondary } },
      ),
    ).toEqual({ urgency: '2', impact: '1' });
  });
});
