// A core that breaks, for seeing what becomes of the extension then. Made from the built core; nothing of it ships.

import binaryen from 'binaryen';

const { Features } = binaryen;
/** What Rust's compiler uses of WebAssembly. */
const FEATURES =
  Features.MutableGlobals |
  Features.SignExt |
  Features.NontrappingFPToInt |
  Features.BulkMemory |
  Features.BulkMemoryOpt |
  Features.ReferenceTypes |
  Features.Multivalue;

/**
 * The core with one change: from its second call on, `Engine.judge` traps, as a panic would make it. A new instance
 * starts from the beginning.
 *
 * @param {Uint8Array} core
 */
export function trapOnSecondJudgement(core) {
  const module = binaryen.readBinary(core);
  module.setFeatures(FEATURES);
  const exported = binaryen.getExportInfo(module.getExport('engine_judge'));
  const { params, results } = binaryen.getFunctionInfo(module.getFunction(exported.value));
  const calls = 'calls';
  module.addGlobal(calls, binaryen.i32, true, module.i32.const(0));
  const count = module.global.set(calls, module.i32.add(module.global.get(calls, binaryen.i32), module.i32.const(1)));
  const enough = module.i32.gt_u(module.global.get(calls, binaryen.i32), module.i32.const(1));
  const parameters = binaryen.expandType(params).map((type, index) => module.local.get(index, type));
  module.addFunction(
    'trapping_judge',
    params,
    results,
    [],
    module.block(
      null,
      [count, module.if(enough, module.unreachable()), module.call(exported.value, parameters, results)],
      results,
    ),
  );
  module.removeExport('engine_judge');
  module.addFunctionExport('trapping_judge', 'engine_judge');
  if (!module.validate()) throw new Error('The changed core is not valid.');
  const changed = new Uint8Array(module.emitBinary());
  module.dispose();
  return changed;
}
