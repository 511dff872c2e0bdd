import {
  createTicketRequest,
  linkTicketRequest,
  listAnomaliesRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import { parse } from './parse';

describe('parse', () => {
  it('names every offending field and the remedy', () => {
    expect(() =>
      parse(createTicketRequest, { title: '', priority: 'urgent', foo: 1 }),
    ).toThrow(
      /title: must not be empty; priority: must be one of 1 \(critical\).*foo/,
    );
    expect(() =>
      parse(createTicketRequest, { title: 'x'.repeat(161) }),
    ).toThrow('title: must be at most 160 characters');
  });

  it('accepts priorities by value, name and label', () => {
    for (const priority of ['3', 3, 'Moderate', '3 - Moderate']) {
      expect(parse(createTicketRequest, { title: 'x', priority })).toEqual({
        title: 'x',
        priority: '3',
      });
    }
  });

  it('wants exactly one way to name the ticket to link', () => {
    expect(() => parse(linkTicketRequest, {})).toThrow(
      'ticket_number: give either ticket_id or ticket_number',
    );
    expect(parse(linkTicketRequest, { ticket_number: ' INC0010001 ' })).toEqual(
      { ticket_number: 'INC0010001' },
    );
  });

  it('reads lists and flags of a query string', () => {
    expect(
      parse(listAnomaliesRequest, {
        status: 'Active,Acknowledged',
        has_ticket: 'false',
        page: '2',
      }),
    ).toMatchObject({
      status: ['Active', 'Acknowledged'],
      has_ticket: false,
      page: 2,
      size: 50,
    });
  });
});
