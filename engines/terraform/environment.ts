type Environment = Readonly<Record<string, string | undefined>>;

/** The caller's environment, with every call home switched off and no question asked. */
export function terraformEnvironment(env: Environment): Environment {
  return {
    TF_REGISTRY_CLIENT_TIMEOUT: '15', // seconds; a registry that cannot be reached must not hold us up
    TF_REGISTRY_DISCOVERY_RETRY: '0',
    ...env,
    CHECKPOINT_DISABLE: '1',
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
    DISABLE_VERSION_CHECK: '1',
    TF_INPUT: '0',
    TF_IN_AUTOMATION: '1',
  };
}
