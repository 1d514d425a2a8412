// Follows the move: what is new comes by server-sent events, and each second a beat. Where no beat
// came for 5 seconds, or the hour of a Yes is over, the page itself stops saying Yes.
(() => {
  'use strict';
  const SILENT_MS = 5000;
  const POLITE_MS = 30000;
  const SPOKEN_MINUTES = [30, 10, 5, 1];
  const PIECES = ['top', 'tally', 'steps', 'screen'];

  const byId = (id) => document.getElementById(id);
  const known = {};
  let beat = Date.now();
  let politeAt = 0;
  let waiting = '';
  let heardAlert = '';
  let heardState = '';
  let worked = false;
  let minutes = Infinity;
  let over = false;
  let pressed = '';

  const say = (id, text) => {
    byId(id).textContent = text;
  };
  const answer = () => byId('safe') && byId('safe').querySelector('.answer strong');

  // The answer is changed to one that is never a Yes.
  const doubt = (state, text) => {
    const safe = byId('safe');
    if (!safe || safe.dataset.state === state) {
      return;
    }
    safe.className = 'safe ' + state;
    safe.dataset.state = state;
    safe.dataset.until = '';
    answer().textContent = text;
    delete known.tally;
    say('assertive', 'Safe to remove now? ' + text);
  };

  // What must be heard at once, once.
  const listen = () => {
    const alert = document.querySelector('[data-alert]');
    const text = alert ? alert.textContent.trim() : '';
    const state = byId('safe') ? byId('safe').dataset.state : '';
    if (text && text !== heardAlert) {
      say('assertive', text);
    } else if (state !== heardState
        && (state === 'nolonger' || (heardState && state === 'unknown'))) {
      say('assertive', 'Safe to remove now? ' + answer().textContent);
    } else if (state !== heardState && heardState && state === 'yes') {
      say('polite', 'Safe to remove now? ' + answer().textContent);
    }
    heardAlert = text;
    heardState = state;
    const work = document.querySelector('.work');
    if (work) {
      waiting = work.dataset.said;
    } else if (worked) {
      const first = document.querySelector('#screen .line');
      waiting = byId('question').textContent + ' ' + (first ? first.textContent : '');
      politeAt = 0;
    }
    worked = Boolean(work);
  };

  const speakPolitely = () => {
    if (waiting && Date.now() - politeAt >= POLITE_MS) {
      say('polite', waiting.replace(/\s+/g, ' ').trim());
      politeAt = Date.now();
      waiting = '';
    }
  };

  // A piece is exchanged under a person's hands: what was typed, opened and focused stays.
  const exchange = (id, fresh) => {
    const old = byId(id);
    if (!old || known[id] === fresh.outerHTML) {
      return;
    }
    known[id] = fresh.outerHTML;
    const typed = new Map();
    old.querySelectorAll('input:not([type=hidden])').forEach((field) => {
      const changed = field.value !== field.defaultValue
          || field.checked !== field.defaultChecked;
      if (changed) {
        typed.set(field.name + '\n' + (field.type === 'radio' ? field.value : ''), field);
      }
    });
    const opened = [...old.querySelectorAll('details')].map((d) => d.open);
    const held = document.activeElement;
    const inside = old.contains(held);
    const place = inside ? path(old, held) : '';
    const end = inside && held.type === 'text' ? [held.selectionStart, held.selectionEnd] : null;
    old.replaceWith(fresh);
    fresh.querySelectorAll('input:not([type=hidden])').forEach((field) => {
      const before = typed.get(field.name + '\n' + (field.type === 'radio' ? field.value : ''));
      if (before) {
        field.value = before.value;
        field.checked = before.checked;
      }
    });
    fresh.querySelectorAll('details').forEach((d, i) => {
      d.open = opened[i] || false;
    });
    if (window.htmx) {
      window.htmx.process(fresh);
    }
    dress(fresh);
    if (inside) {
      const now = place && fresh.querySelector(place);
      const next = now || fresh.querySelector('h1') || byId('main');
      next.focus({ preventScroll: true });
      if (now && end) {
        now.setSelectionRange(end[0], end[1]);
      }
    }
  };

  // How to find what had the focus in the new piece.
  const path = (root, node) => {
    if (node.id) {
      return '#' + CSS.escape(node.id);
    }
    if (node.name) {
      return '[name="' + CSS.escape(node.name) + '"][value="' + CSS.escape(node.value) + '"]';
    }
    if (node.getAttribute('href')) {
      return 'a[href="' + CSS.escape(node.getAttribute('href')) + '"]';
    }
    return '';
  };

  // What only a script can do is shown by a script.
  const dress = (root) => {
    root.querySelectorAll('.copies').forEach((button) => {
      if (navigator.clipboard) {
        button.hidden = false;
        button.onclick = () => {
          navigator.clipboard
            .writeText(button.closest('section').querySelector('.copy').textContent)
            .then(() => say('polite', 'Copied.'));
        };
      }
    });
  };

  const view = (event) => {
    beat = Date.now();
    const template = document.createElement('template');
    template.innerHTML = event.data;
    const pieces = PIECES.map((id) => template.content.querySelector('#' + id));
    pieces.forEach((piece) => piece && exchange(piece.id, piece));
    const screen = pieces[3];
    if (screen && byId('screen')) {
      document.title = screen.dataset.title;
    }
    over = false;
    listen();
  };

  const clock = () => {
    speakPolitely();
    if (Date.now() - beat > SILENT_MS) {
      doubt('unknown', 'Unknown: this page does not hear Mailtally');
      return;
    }
    const until = byId('safe') ? Number(byId('safe').dataset.until) : 0;
    if (!until) {
      minutes = Infinity;
      return;
    }
    const left = (until - Date.now()) / 60000;
    if (left <= 0) {
      if (!over) {
        over = true;
        doubt('notyet', 'Not yet: the hour is over');
      }
      return;
    }
    const spoken = SPOKEN_MINUTES.find((m) => left <= m && minutes > m);
    if (spoken && minutes !== Infinity) {
      say('polite', spoken === 1 ? '1 minute left' : Math.ceil(left) + ' minutes left');
    }
    minutes = left;
  };

  const trouble = (text) => {
    const notice = byId('notice');
    const line = document.createElement('p');
    line.className = 'notice';
    line.textContent = text;
    notice.replaceChildren(line);
  };

  const follow = () => {
    const events = new EventSource('/events');
    events.addEventListener('view', view);
    events.addEventListener('beat', () => {
      beat = Date.now();
      if (byId('safe') && byId('safe').dataset.state === 'unknown' && !known.tally) {
        events.close();
        follow();
      }
    });
    events.onerror = () => {
      if (events.readyState === EventSource.CLOSED) {
        beat = 0;
        clock();
        setTimeout(follow, SILENT_MS);
      }
    };
  };

  document.addEventListener('htmx:beforeRequest', (event) => {
    const button = document.activeElement;
    pressed = byId('question') ? byId('question').textContent : '';
    event.detail.elt.querySelectorAll('button').forEach((b) => {
      b.setAttribute('aria-disabled', 'true');
    });
    event.detail.elt.dataset.pressed = button && button.id ? button.id : '';
  });
  document.addEventListener('htmx:afterSwap', (event) => {
    PIECES.forEach((id) => delete known[id]);
    dress(document);
    const screen = byId('screen');
    if (screen) {
      document.title = screen.dataset.title;
    }
    const refused = document.querySelector('#notice .notice');
    const button = event.detail.requestConfig && event.detail.requestConfig.elt.dataset.pressed;
    if (refused) {
      refused.tabIndex = -1;
      refused.focus();
    } else if (button && byId(button) && byId('question').textContent === pressed) {
      byId(button).focus();
    } else if (byId('question')) {
      byId('question').focus();
      window.scrollTo(0, 0);
    }
    heardAlert = '';
    listen();
  });
  document.addEventListener('htmx:responseError', (event) => {
    free();
    trouble(event.detail.xhr.responseText || 'Mailtally did not answer as it should.');
  });
  ['htmx:sendError', 'htmx:timeout'].forEach((name) => document.addEventListener(name, () => {
    free();
    trouble('Mailtally does not answer. What is counted stays counted. Start it again: it opens a'
        + ' page of its own, where the move goes on.');
  }));
  const free = () => document.querySelectorAll('[aria-disabled]').forEach((b) => {
    b.removeAttribute('aria-disabled');
  });

  window.addEventListener('pageshow', (event) => {
    if (event.persisted) {
      location.reload();
    }
  });

  dress(document);
  listen();
  follow();
  setInterval(clock, 500);
})();
