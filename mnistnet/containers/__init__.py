"""Containers keep arrays in a file: zip, .npy, .npz, pickle, HDF5; they are read within bounds, and nothing is run.

What both digits and weights of strangers come in. In reading order: `errors`, `checks`, `raw_array`, `zip_file`,
`npy_file` and `npz_file`; `pickle_names`, `pickle_machine`, `pickle_opcodes`, `torch_storages`,
`pickle_arrays` and `leaves` for what is pickled; `hdf5_file`, which asks another process; `strict_json`.
"""
