const PAGE = 50;
const KEY = 'widecast-key';
const part = (id) => document.getElementById(id);
let before;

function say(text) {
  part('status').textContent = text;
}

async function ask(path) {
  const response = await fetch(path, { headers: { authorization: `Bearer ${sessionStorage.getItem(KEY)}` } });
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  if (response.status === 401) leave();
  throw new Error(body.detail ?? `The answer was ${response.status}`);
}

const timeOf = ({ sentAt, createdAt, at }) => {
  const moment = new Date(sentAt ?? createdAt ?? at);
  return Number.isNaN(moment.getTime()) ? '' : moment.toLocaleString();
};

function element(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

function entryOf(message) {
  const button = element('button', message.subject ?? '(no subject)', element('small', `${message.to ?? message.recipient ?? ''} · ${timeOf(message)}`));
  button.type = 'button';
  button.addEventListener('click', () => void guarded(() => show(message.id, button)));
  return element('li', button);
}

async function list(isFirst) {
  if (isFirst) before = undefined;
  const { messages = [] } = await ask(`/v1/mailbox?limit=${PAGE}${before ? `&before=${encodeURIComponent(before)}` : ''}`);
  if (isFirst) part('list').replaceChildren();
  part('list').append(...messages.map(entryOf));
  before = messages.at(-1)?.id ?? before;
  part('more').hidden = messages.length < PAGE;
  part('entry').hidden = true;
  part('box').hidden = false;
  say(part('list').childElementCount === 0 ? 'There are no messages yet.' : '');
}

// The frame runs no scripts and loads nothing; links open in a new window.
const GUARD = '<!doctype html><meta http-equiv="content-security-policy" content="default-src \'none\'; style-src \'unsafe-inline\'; img-src data:"><meta name="referrer" content="no-referrer"><base target="_blank">';

async function show(id, button) {
  const message = await ask(`/v1/mailbox/${encodeURIComponent(id)}`);
  const lines = [['Subject', message.subject], ['From', message.from], ['To', message.to ?? message.recipient], ['Sent', timeOf(message)], ...Object.entries(message.headers ?? {})];
  part('headers').replaceChildren(...lines.filter(([, value]) => value).flatMap(([name, value]) => [element('dt', name), element('dd', String(value))]));
  part('frame').srcdoc = `${GUARD}${message.html ?? ''}`;
  part('frame').hidden = !message.html;
  part('text').textContent = message.text ?? '';
  part('message').hidden = false;
  for (const other of part('list').querySelectorAll('button')) other.removeAttribute('aria-current');
  button.setAttribute('aria-current', 'true');
}

function leave() {
  sessionStorage.removeItem(KEY);
  part('entry').hidden = false;
  part('box').hidden = true;
  part('message').hidden = true;
  part('list').replaceChildren();
}

async function guarded(work) {
  try {
    await work();
  } catch (error) {
    say(error.message);
  }
}

part('entry').addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem(KEY, part('key').value.trim());
  part('key').value = '';
  void guarded(() => list(true));
});
part('more').addEventListener('click', () => void guarded(() => list(false)));
part('again').addEventListener('click', () => void guarded(() => list(true)));
part('leave').addEventListener('click', leave);

if (sessionStorage.getItem(KEY)) void guarded(() => list(true));
