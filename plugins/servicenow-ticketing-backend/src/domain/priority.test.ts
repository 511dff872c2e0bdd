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

  it('fills in by severity what the person left open, unless they chose a priority', () => {
    const mapping = {
      primary: {
        field: 'u_severity',
        values: { critical: 'C', high: 'H', medium: 'M', low: 'L' },
      },
      secondary: options.mapping.primary,
    };
    expect(ticketLevels({ impact: '1' }, { ...options, mapping })).toEqual({
      impact: '1',
      urgency: '2',
      u_severity: 'H',
    });
    expect(ticketLevels({ priority: '1' }, { ...options, mapping })).toEqual({
      priority: '1',
      impact: '1',
      urgency: '1',
      u_severity: 'H',
    });
  });

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
