/**
 * Remembers the answer to the last question. The rules of a run ask about one subject after the other, so that is enough;
 * a map of every subject would cost the garbage collector more than the answers are worth.
 */
export function rememberLast<Key extends object, Answer>(answerTo: (key: Key) => Answer): (key: Key) => Answer {
  let last: { readonly key: Key; readonly answer: Answer } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, answer: answerTo(key) };
    return last.answer;
  };
}
