// Runs the page's script in a page of its own, with a fake SDK, and prints what became of it. The arguments: the script, and what happens, as JSON.
'use strict';
const fs = require('node:fs');
const vm = require('node:vm');
const [script, scenario] = [process.argv[2], JSON.parse(process.argv[3])];

class Part extends EventTarget {
  constructor() {
    super();
    Object.assign(this, { dataset: {}, disabled: false, hidden: true, textContent: '', className: '' });
  }
}

const parts = { signup: new Part(), start: new Part(), words: new Part(), brought: new Part() };
parts.signup.dataset = { app: '4242', config: '77', version: 'v25.0', sdk: 'https://connect.facebook.net/en_US/sdk.js', origin: scenario.origin };
parts.start.disabled = true;
parts.brought.elements = { code: {}, waba_id: {}, phone_number_id: {} };
const result = { posts: [], said: [], believed: scenario.origin };
parts.brought.submit = () => result.posts.push(Object.values(parts.brought.elements).map(field => field.value).join(' '));

const window = new EventTarget();
const timers = [];
window.setTimeout = run => timers.push(run);
const document = { getElementById: id => parts[id], createElement: () => new Part(), head: { append: sdk => { result.sdk = sdk.src; result.element = sdk; } } };
vm.runInNewContext(fs.readFileSync(script, 'utf8'), { window, document, URL, Object, JSON, String });

let callback;
window.FB = { init: given => { result.init = given; }, login: (answer, options) => { callback = answer; result.login = options; } };
const happens = {
  blocked: () => result.element.dispatchEvent(new Event('error')),
  loaded: () => window.fbAsyncInit(),
  press: () => { if (!parts.start.disabled) parts.start.dispatchEvent(new Event('click')); },
  message: step => window.dispatchEvent(Object.assign(new Event('message'), { origin: step.from, data: step.data })),
  login: step => callback(step.code ? { authResponse: { code: step.code }, status: 'connected' } : { authResponse: null, status: 'unknown' }),
  later: () => timers.splice(0).forEach(run => run()),
};
for (const step of scenario.steps) {
  happens[step.does](step);
  result.said.push(parts.words.textContent);
}
delete result.element;
result.mayPress = !parts.start.disabled;
process.stdout.write(JSON.stringify(result));
