// Usage: node unpack-model.cjs MODEL_FOLDER OUT_FOLDER
// The package ships its networks as JavaScript modules, so Node has to load them: model.min.js gives the topology and
// the weights manifest, each group*-shard*.min.js gives its part of the weights as a base64 string.
const fs = require('node:fs');
const path = require('node:path');

const [folder, out] = process.argv.slice(2).map((argument) => path.resolve(argument));
const model = require(path.join(folder, 'model.min.js'));
const shards = model.weightsManifest
  .flatMap((group) => group.paths)
  .map((name) => Buffer.from(require(path.join(folder, `${name}.min.js`)), 'base64'));

fs.mkdirSync(out, { recursive: true });
fs.writeFileSync(path.join(out, 'model.json'), JSON.stringify(model));
fs.writeFileSync(path.join(out, 'weights.bin'), Buffer.concat(shards));
