import { expect, test } from 'vitest';
import { SseParser } from './sseParser';

const text = ': beat\n\nid: 1042\nevent: order\ndata: {"a":1}\n\nevent: quote\ndata: {"b":\ndata: 2}\n\n';
const expected = [
  { id: '1042', event: 'order', data: '{"a":1}' },
  { id: null, event: 'quote', data: '{"b":\n2}' },
];

test('messages are read whole, comments are not messages', () => {
  expect(new SseParser().push(text)).toEqual(expected);
});

test('a stream cut at any place reads the same', () => {
  for (const line of [text, text.replaceAll('\n', '\r\n')]) {
    for (let cut = 1; cut < line.length; cut += 1) {
      const parser = new SseParser();
      expect([...parser.push(line.slice(0, cut)), ...parser.push(line.slice(cut))]).toEqual(expected);
    }
  }
});

test('a message waits for its empty line', () => {
  const parser = new SseParser();
  expect(parser.push('data: x\n')).toEqual([]);
  expect(parser.push('\n')).toEqual([{ id: null, event: 'message', data: 'x' }]);
});

test('an id without data is no message and does not leak into the next', () => {
  expect(new SseParser().push('id: 7\n\ndata: y\n\n')).toEqual([{ id: null, event: 'message', data: 'y' }]);
});
