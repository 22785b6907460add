// ---- how many digits the sheets read, while the brush is down: as mnistnet.painting has it, a sheet at a time
//
// Every sheet is made equally long, so what a digit hears of sheet k is sheet_k . (digit - mean) / |sheet_k|.

const SETS = new Map(); // digits by address, each with the mean picture

async function fetchDigits(own) {
  const address = own.data.digits;
  if (!address || own.asked === address) return;
  own.asked = address;
  try {
    if (!SETS.has(address)) {
      const answers = await Promise.all([address, own.data.mean].map((at) => fetch(new URL(at, document.baseURI))));
      if (!answers.every((one) => one.ok)) return; // the server's own score comes after the stroke all the same
      const [found, mean] = await Promise.all(answers.map((one) => one.arrayBuffer()));
      const bytes = new Uint8Array(found), count = bytes.length / (SIDE * SIDE + 1);
      SETS.set(address, { count, labels: bytes.subarray(0, count), images: bytes.subarray(count), mean: new Float32Array(mean) });
    }
    own.digits = SETS.get(address);
    own.heard = own.scored = undefined;
    score(own);
  } catch {}
}

function score(own) {
  own.scoring = undefined;
  if (!own.digits || own.data.digits !== own.asked) return;
  const { count, labels, images, mean } = own.digits;
  own.heard ??= Array.from({ length: 10 }, () => new Float64Array(count));
  own.scored ??= Array(10).fill("");
  own.levels.forEach((sheet, k) => {
    const painted = sheet.join("");
    if (own.scored[k] === painted) return;
    own.scored[k] = painted;
    hear(own.heard[k], sheet, images, mean);
  });
  const right = labels.reduce((sum, label, n) => sum + (loudest(own.heard, n) === label), 0);
  own.part(".reads").textContent = own.data.words.reads.replace("%r", right);
}

function hear(heard, sheet, images, mean) {
  const cells = sheet.flatMap((level, cell) => (level ? [cell] : []));
  const size = Math.hypot(...cells.map((cell) => sheet[cell])) || 1;
  const rest = cells.reduce((sum, cell) => sum + sheet[cell] * mean[cell], 0);
  for (let n = 0; n < heard.length; n++) {
    let sum = 0;
    for (const cell of cells) sum += sheet[cell] * images[n * SIDE * SIDE + cell];
    heard[n] = (sum / 255 - rest) / size;
  }
}

function loudest(heard, n) {
  let best = 0;
  for (let k = 1; k < 10; k++) if (heard[k][n] > heard[best][n]) best = k;
  return best;
}
