// A gRPC server whose methods show what arrived, fail as asked, or do not answer. Messages are bytes: no .proto file is needed.
// node server.cjs [KEY.pem CERTIFICATE.pem]   prints "ready PORT", and then a line for what it sees
const { readFileSync } = require('node:fs');
const grpc = require('@grpc/grpc-js');

const asIs = { requestSerialize: (b) => b, requestDeserialize: (b) => b, responseSerialize: (b) => b, responseDeserialize: (b) => b };
const unary = (name) => ({ path: `/test.v1.Peer/${name}`, requestStream: false, responseStream: false, ...asIs });
const stream = (name) => ({ ...unary(name), responseStream: true });
const say = (line) => process.stdout.write(`${line}\n`);

function described(call) {
  const metadata = {};
  for (const key of Object.keys(call.metadata.getMap())) {
    metadata[key] = call.metadata.get(key).map((value) => (Buffer.isBuffer(value) ? `bytes ${value.toString('hex')}` : value));
  }
  const deadline = call.getDeadline();
  return { metadata, secondsLeft: Number.isFinite(+deadline) ? (+deadline - Date.now()) / 1000 : null, request: call.request.toString('hex') };
}

const methods = {
  echo: (call, done) => done(null, call.request),
  describe: (call, done) => done(null, Buffer.from(JSON.stringify(described(call)))),
  fail: (call, done) => {
    const trailers = new grpc.Metadata();
    const [pushback] = call.metadata.get('pushback');
    if (pushback !== undefined) trailers.set('grpc-retry-pushback-ms', pushback);
    // Headers first, where that is asked for: otherwise the status comes in the only headers of the answer.
    if (call.metadata.get('headers').length > 0) call.sendMetadata(new grpc.Metadata());
    done({ code: Number(call.metadata.get('code')[0]), details: call.request.toString(), metadata: trailers });
  },
  large: (call, done) => done(null, Buffer.alloc(Number(call.request.toString()), 7)),
  hang: (call) => {
    call.on('cancelled', () => say(`cancelled ${call.request}`));
    say(`hanging ${call.request}`);
  },
  die: () => process.exit(9),
  several: (call) => {
    call.write(call.request);
    call.write(call.request);
    call.end();
  },
};

const server = new grpc.Server();
const definition = Object.fromEntries(Object.keys(methods).map((name) => {
  const path = name[0].toUpperCase() + name.slice(1);
  return [name, name === 'several' ? stream(path) : unary(path)];
}));
server.addService(definition, methods);

const [key, certificate] = process.argv.slice(2);
const credentials = key
  ? grpc.ServerCredentials.createSsl(null, [{ private_key: readFileSync(key), cert_chain: readFileSync(certificate) }])
  : grpc.ServerCredentials.createInsecure();
server.bindAsync('127.0.0.1:0', credentials, (error, port) => {
  if (error) throw error;
  say(`ready ${port}`);
});
