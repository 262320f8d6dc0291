package io.axpsync.core.contract.side;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Sets the scene for each test, and clears it away afterwards. */
final class SceneExtension implements ParameterResolver {

    private static final Namespace SCENES = Namespace.create(SceneExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Scene.class;
    }

    @Override
    public Scene resolveParameter(ParameterContext parameter, ExtensionContext context) {
        SceneContract test = (SceneContract) context.getRequiredTestInstance();
        return context.getStore(SCENES).getOrComputeIfAbsent(Scene.class, type -> new Scene(test.open()), Scene.class);
    }
}
