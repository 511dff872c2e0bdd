import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  compareNotes,
  expectedText,
  notesOf,
  repeatedMarkers,
} from './judge.mjs';

const note = (text, marker) => `${text}\nAnomaly 7, Ann [ref ${marker}]`;

test('tells notes apart that travelled in one entry', () => {
  const notes = notesOf([
    { value: `${note('one', 'aa')}\n\n${note('two', 'bb')}` },
    { value: note('three', 'cc') },
    { value: 'typed by a person' },
  ]);
  assert.deepEqual(
    notes.map(({ marker, anomalyId }) => [marker, anomalyId]),
    [
      ['aa', 7],
      ['bb', 7],
      ['cc', 7],
    ],
  );
  assert.match(notes[1].text, /two/);
});

test('counts what is lost, doubled and reordered', () => {
  const [one, two, three] = notesOf([
    { value: note('one', 'aa') },
    { value: note('two', 'bb') },
    { value: note('three', 'cc') },
  ]);
  const expected = ['one', 'two', 'three'].map(text => ({
    anomalyId: 7,
    text,
  }));
  const judge = notes => compareNotes(expected, notes);
  assert.deepEqual(judge([one, two, three]), {
    lost: 0,
    surplus: [],
    reordered: 0,
  });
  assert.equal(judge([one, three]).lost, 1);
  assert.deepEqual(judge([one, two, two, three]).surplus, [two]);
  assert.equal(judge([two, one, three]).reordered, 1);
  assert.equal(repeatedMarkers([one, two, one]), 1);
});

test('expects a note for what tickets are told, and for nothing else', () => {
  const texts = [
    { kind: 'comment', body: 'looked' },
    { kind: 'status', to_status: 'Archived', resolution: 'Invalid' },
    { kind: 'passed', to_status: 'Archived', resolution: 'Resolved' },
    { kind: 'reopened', to_status: 'Active', resolution: null },
    { kind: 'ticket_unlinked' },
    { kind: 'detected', to_status: 'Active' },
    { kind: 'ticket_comment', body: 'from ServiceNow' },
  ].map(expectedText);
  assert.deepEqual(texts, [
    'Comment from Backstage: looked',
    'Backstage Anomaly Status: Archived (Invalid)',
    'Backstage Anomaly Status: Archived (Resolved)',
    'Backstage Anomaly Status: Active',
    'Backstage Anomaly Unlinked',
    undefined,
    undefined,
  ]);
});
