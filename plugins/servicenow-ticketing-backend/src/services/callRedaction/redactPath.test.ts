import { FieldRules } from './FieldRules';
import { redactPath } from './redactPath';

const rules = FieldRules.ofRecords({
  excludedFields: ['description'],
  notesField: 'close_notes',
});
const table = '/api/now/table/incident';
const redactQuery = (query: string) => {
  const path = redactPath(
    `${table}?sysparm_query=${encodeURIComponent(query)}&sysparm_limit=1`,
    rules,
  );
  return new URL(path, 'http://x').searchParams.get('sysparm_query');
};

describe('redactPath', () => {
  it('leaves a path alone that tells nothing', () => {
    for (const path of [
      table,
      `${table}?`,
      `${table}?sysparm_query=number%3DINC1%5EORDERBYDESCdescription&sysparm_fields=sys_id,description&flag`,
      `${table}?sysparm_query=%E0%A4%A`,
    ]) {
      expect(redactPath(path, rules)).toBe(path);
    }
  });

  it('takes out parameters that sign somebody in, and excluded fields', () => {
    expect(redactPath('/oauth_revoke_token.do?token=abc&x=1', rules)).toBe(
      '/oauth_revoke_token.do?token=[redacted]&x=1',
    );
    expect(
      redactPath(`${table}?user%5Fpassword=abc&description=a+b`, rules),
    ).toBe(`${table}?user%5Fpassword=[redacted]&description=[excluded]`);
  });

  it('takes values out of queries, and keeps what was asked about', () => {
    expect(
      redactQuery(
        'active=true^descriptionLIKEa=b^ORdescription=c^NQuser_password=d^caller_id.descriptionISEMPTY^ORDERBYnumber',
      ),
    ).toBe(
      'active=true^description[excluded]^ORdescription[excluded]^NQuser_password[redacted]^caller_id.description[excluded]^ORDERBYnumber',
    );
  });
});
